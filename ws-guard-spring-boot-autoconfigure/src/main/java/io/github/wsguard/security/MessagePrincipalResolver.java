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

package io.github.wsguard.security;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.expression.BeanResolver;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.annotation.SecurityAnnotationScanner;
import org.springframework.security.core.annotation.SecurityAnnotationScanners;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Resolves {@link AuthenticationPrincipal} arguments of methods that handle messages, as
 * Spring Security's messaging module does where it is there. Without a resolver such an
 * argument is bound to the payload.
 */
public final class MessagePrincipalResolver implements HandlerMethodArgumentResolver {

	private final SecurityContextHolderStrategy holder = SecurityContextHolder.getContextHolderStrategy();

	private final SecurityAnnotationScanner<AuthenticationPrincipal> annotations = SecurityAnnotationScanners
		.requireUnique(AuthenticationPrincipal.class);

	private final SpelExpressionParser parser = new SpelExpressionParser();

	private final BeanResolver beans;

	/**
	 * Create a resolver.
	 * @param beans resolves the beans that expressions refer to
	 */
	public MessagePrincipalResolver(BeanResolver beans) {
		this.beans = beans;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return annotation(parameter) != null;
	}

	private @Nullable AuthenticationPrincipal annotation(MethodParameter parameter) {
		return this.annotations.scan(parameter.getParameter());
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		Authentication authentication = authentication(message);
		AuthenticationPrincipal annotation = annotation(parameter);
		if (authentication == null || annotation == null) {
			return null;
		}
		Object principal = evaluate(annotation.expression(), authentication.getPrincipal());
		if (principal == null || ClassUtils.isAssignable(parameter.getParameterType(), principal.getClass())) {
			return principal;
		}
		if (annotation.errorOnInvalidType()) {
			throw new ClassCastException("The principal is no " + parameter.getParameterType().getName());
		}
		return null;
	}

	private @Nullable Authentication authentication(Message<?> message) {
		Authentication authentication = this.holder.getContext().getAuthentication();
		return (authentication == null
				&& SimpMessageHeaderAccessor.getUser(message.getHeaders()) instanceof Authentication user) ? user
						: authentication;
	}

	private @Nullable Object evaluate(String expression, @Nullable Object principal) {
		if (!StringUtils.hasLength(expression)) {
			return principal;
		}
		StandardEvaluationContext context = new StandardEvaluationContext(principal);
		context.setVariable("this", principal);
		context.setBeanResolver(this.beans);
		return this.parser.parseExpression(expression).getValue(context);
	}

}
