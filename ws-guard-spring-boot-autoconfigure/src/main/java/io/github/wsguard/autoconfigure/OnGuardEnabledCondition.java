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

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless {@code ws-guard.enabled} is false in one of the spellings that Boot
 * binds. Fails for what is no boolean: a slip of the pen must not switch the guard off.
 */
final class OnGuardEnabledCondition extends SpringBootCondition {

	private static final String PROPERTY = WsGuardProperties.PREFIX + ".enabled";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean enabled = isEnabled(context.getEnvironment());
		return new ConditionOutcome(enabled, ConditionMessage.of("'%s' is %s", PROPERTY, enabled));
	}

	/**
	 * Return whether the guard is switched on, which it is unless somebody says
	 * otherwise.
	 */
	static boolean isEnabled(Environment environment) {
		return Binder.get(environment).bind(PROPERTY, Boolean.class).orElse(true);
	}

}
