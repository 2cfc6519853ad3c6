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

import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * Takes images that were built on the machine from Debian's packages, where no registry
 * can be reached: {@code nginx:1.26} becomes {@code wsguard-ci/nginx:13}. Switched on by
 * {@code TESTCONTAINERS_IMAGE_SUBSTITUTOR}.
 */
public final class DebianImages extends ImageNameSubstitutor {

	@Override
	public DockerImageName apply(DockerImageName original) {
		return DockerImageName.parse("wsguard-ci/" + original.getUnversionedPart() + ":13")
			.asCompatibleSubstituteFor(original);
	}

	@Override
	protected String getDescription() {
		return "images built from Debian's packages";
	}

}
