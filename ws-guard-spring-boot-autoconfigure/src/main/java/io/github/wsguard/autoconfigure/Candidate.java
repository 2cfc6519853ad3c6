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

package io.github.wsguard.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.NamedBeanHolder;
import org.springframework.context.ApplicationContext;

/**
 * The bean that a type leads to, with its name.
 *
 * @param <T> the type
 */
sealed interface Candidate<T> {

	/**
	 * Look for the bean of a type. The bean is created if it is not yet.
	 * @param <T> the type
	 * @param context where to look
	 * @param type the type
	 * @return the bean, or why there is none
	 */
	static <T> Candidate<T> of(ApplicationContext context, Class<T> type) {
		AutowireCapableBeanFactory beans = context.getAutowireCapableBeanFactory();
		try {
			NamedBeanHolder<T> bean = beans.resolveNamedBean(type);
			return new Found<>(bean.getBeanName(), bean.getBeanInstance());
		}
		catch (NoUniqueBeanDefinitionException ex) {
			return new Ambiguous<>(names(ex));
		}
		catch (NoSuchBeanDefinitionException ex) {
			return new None<>();
		}
	}

	private static List<String> names(NoUniqueBeanDefinitionException ambiguity) {
		return (ambiguity.getBeanNamesFound() != null) ? ambiguity.getBeanNamesFound().stream().sorted().toList()
				: List.of();
	}

	/**
	 * There is one, or one of several is primary.
	 *
	 * @param <T> the type
	 * @param name the name of the bean
	 * @param bean the bean
	 */
	record Found<T>(String name, T bean) implements Candidate<T> {

	}

	/**
	 * There are several, none of them primary.
	 *
	 * @param <T> the type
	 * @param names the names of the beans
	 */
	record Ambiguous<T>(List<String> names) implements Candidate<T> {

	}

	/**
	 * There is none.
	 *
	 * @param <T> the type
	 */
	record None<T>() implements Candidate<T> {

	}

}
