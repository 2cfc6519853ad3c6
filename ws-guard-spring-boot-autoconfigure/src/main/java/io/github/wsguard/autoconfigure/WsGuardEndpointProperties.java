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

import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the actuator endpoint.
 *
 * @param showValues when to show origins, hosts, addresses, paths and the values of
 * claims
 * @param roles roles of which a user must have one to be shown them when authorized;
 * every authenticated user is shown them when empty
 */
@ConfigurationProperties("management.endpoint.wsguard")
public record WsGuardEndpointProperties(@DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {

}
