/*
 * Copyright 2026 the ws-guard authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.wsguard.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * What an application serves beside WebSockets.
 */
@Controller
@RequestMapping("/public/pages")
class OrdinaryPages {

	@Bean
	FilterRegistrationBean<ShallowEtagHeaderFilter> etagFilter() {
		FilterRegistrationBean<ShallowEtagHeaderFilter> registration = new FilterRegistrationBean<>(
				new ShallowEtagHeaderFilter());
		registration.addUrlPatterns("/public/pages/etag", "/servlet/public/pages/etag");
		return registration;
	}

	@GetMapping({ "/json", "/etag" })
	@ResponseBody
	Map<String, Object> json(@RequestParam(defaultValue = "nobody") String name) {
		return Map.of("hello", List.of(name, "and everybody else who reads this long enough to be compressed"));
	}

	@PostMapping("/json")
	@ResponseBody
	ResponseEntity<String> post(@RequestBody String body) {
		return ResponseEntity.status(201).header("X-Length", Integer.toString(body.length())).body(body);
	}

	@PostMapping("/form")
	@ResponseBody
	String form(@RequestParam MultiValueMap<String, String> values) {
		return values.toString();
	}

	@PostMapping("/upload")
	@ResponseBody
	String upload(@RequestParam MultipartFile file) throws IOException {
		return file.getOriginalFilename() + " " + new String(file.getBytes(), StandardCharsets.UTF_8);
	}

	@GetMapping("/cookie")
	@ResponseBody
	String cookie(HttpServletRequest request, HttpServletResponse response) {
		response.addCookie(new Cookie("seen", "yes"));
		return "cookies " + ((request.getCookies() != null) ? request.getCookies().length : 0);
	}

	@GetMapping("/session")
	@ResponseBody
	String session(HttpServletRequest request) {
		return "new " + request.getSession().isNew();
	}

	@GetMapping("/redirect")
	String redirect() {
		return "redirect:/public/pages/json";
	}

	@GetMapping("/send-redirect")
	void sendRedirect(HttpServletResponse response) throws IOException {
		response.sendRedirect("json?name=redirected");
	}

	@GetMapping("/send-error")
	void sendError(HttpServletResponse response) throws IOException {
		response.sendError(418, "teapot");
	}

	@GetMapping("/fails")
	void fails() {
		throw new IllegalStateException("page");
	}

	@GetMapping("/forward")
	String forward() {
		return "forward:/public/pages/json";
	}

	@GetMapping("/include")
	void include(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
		response.setContentType("text/plain");
		response.getWriter().write("before ");
		String path = request.getServletPath().startsWith("/servlet") ? "/servlet/public/denied" : "/public/denied";
		request.getRequestDispatcher(path).include(request, response);
	}

	@GetMapping("/async")
	@ResponseBody
	Callable<String> async() {
		return () -> "later";
	}

	@GetMapping("/async-fails")
	@ResponseBody
	Callable<String> asyncFails() {
		return () -> {
			throw new IllegalStateException("later");
		};
	}

	@GetMapping("/stream")
	ResponseEntity<StreamingResponseBody> stream() {
		return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body((out) -> {
			for (int i = 0; i < 3; i++) {
				out.write(("part " + i).getBytes(StandardCharsets.UTF_8));
				out.flush();
			}
		});
	}

	@GetMapping("/events")
	SseEmitter events() {
		SseEmitter emitter = new SseEmitter();
		emit(emitter);
		return emitter;
	}

	private static void emit(ResponseBodyEmitter emitter) {
		try {
			emitter.send("one");
			emitter.send("two");
			emitter.complete();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@GetMapping("/written")
	void written(HttpServletResponse response) throws IOException {
		response.setStatus(409);
		response.setContentType("text/plain");
		response.getWriter().write("conflict");
		response.flushBuffer();
		response.getWriter().write(", and more");
	}

	@GetMapping("/cors")
	@CrossOrigin("https://app.example.com")
	@ResponseBody
	String cors() {
		return "shared";
	}

}
