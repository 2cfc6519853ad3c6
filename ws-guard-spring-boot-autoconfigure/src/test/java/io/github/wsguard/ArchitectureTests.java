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

package io.github.wsguard;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Says who may know whom, one sentence a test.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.wsguard";

	private static final String DECISION = ROOT + ".decision..";

	private static final String JWT = ROOT + ".jwt..";

	private static final String CONNECTION = ROOT + ".connection..";

	private static final String WEBSOCKET = ROOT + ".websocket..";

	private static final String STOMP = ROOT + ".stomp..";

	private static final String FEATURES = ROOT
			+ ".[protocol|origin|network|token|jwt|authorization|connection|ticket|revocation|limit]..";

	private static final String ADAPTERS = ROOT
			+ ".[servlet|security|websocket|stomp|sockjs|tomcat|reactive|findings|observation|inspection|actuate]..";

	private static final String OBSERVATION = ROOT + ".observation..";

	private static final String SERVLET = ROOT + ".servlet..";

	private static final String INSPECTION = ROOT + ".inspection..";

	private static final String FINDINGS = ROOT + ".findings..";

	private static final String ACTUATE = ROOT + ".actuate..";

	private static final String AUTOCONFIGURE = ROOT + ".autoconfigure..";

	private static final JavaClasses PRODUCTION = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void looksAtTheCodeOfEveryLayer() {
		assertThat(PRODUCTION).hasSizeGreaterThan(10);
		assertThat(PRODUCTION).anyMatch(resideInAPackage(DECISION));
		assertThat(PRODUCTION).anyMatch(resideInAPackage(ADAPTERS));
		assertThat(PRODUCTION).noneMatch(type(ArchitectureTests.class));
	}

	@Test
	void everyPackageHasAPlaceInTheLayout() {
		check(classes().should().resideInAnyPackage(DECISION, FEATURES, ADAPTERS, AUTOCONFIGURE));
	}

	@Test
	void decisionKnowsTheJdkAndJSpecifyOnly() {
		check(classes().that()
			.resideInAPackage(DECISION)
			.should()
			.onlyDependOnClassesThat(resideInAnyPackage(DECISION, "java..", "org.jspecify.annotations..")));
	}

	@Test
	void featuresKnowDecisionAndTheLibraryTheyAreAbout() {
		check(classes().that()
			.resideInAPackage(FEATURES)
			.and(not(resideInAPackage(JWT)))
			.should()
			.onlyDependOnClassesThat(
					resideInAnyPackage(FEATURES, DECISION, "java..", "javax..", "org.jspecify.annotations..")));
		check(classes().that()
			.resideInAPackage(JWT)
			.should()
			.onlyDependOnClassesThat(resideInAnyPackage(JWT, DECISION, "java..", "javax..",
					"org.jspecify.annotations..", "com.nimbusds..")));
	}

	@Test
	void featuresDoNotKnowEachOther() {
		check(slices().matching(FEATURES.replace('[', '(').replace(']', ')')).should().notDependOnEachOther());
	}

	@Test
	void storesKnowTheirFeatureButNoFeatureKnowsItsStores() {
		check(noClasses().that()
			.resideInAPackage(FEATURES)
			.and()
			.resideOutsideOfPackage("..redis..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT + "..redis.."));
	}

	@Test
	void adaptersKnowNoFeatureButTheLiveConnection() {
		check(noClasses().that()
			.resideInAPackage(ADAPTERS)
			.should()
			.dependOnClassesThat(resideInAPackage(FEATURES).and(not(resideInAPackage(CONNECTION)))));
	}

	@Test
	void adaptersKnowNoOtherAdapterThanObservation() {
		check(slices().matching(ADAPTERS.replace('[', '(').replace(']', ')'))
			.should()
			.notDependOnEachOther()
			.ignoreDependency(resideInAPackage(ADAPTERS), resideInAPackage(OBSERVATION))
			.ignoreDependency(resideInAPackage(INSPECTION), resideInAPackage(SERVLET))
			.ignoreDependency(resideInAPackage(STOMP), resideInAPackage(WEBSOCKET))
			.ignoreDependency(resideInAPackage(ACTUATE), resideInAnyPackage(INSPECTION, FINDINGS)));
	}

	@Test
	void observationKnowsNoAdapter() {
		check(noClasses().that()
			.resideInAPackage(OBSERVATION)
			.should()
			.dependOnClassesThat(resideInAPackage(ADAPTERS).and(not(resideInAPackage(OBSERVATION)))));
	}

	@Test
	void nobodyKnowsAutoconfigure() {
		check(noClasses().that()
			.resideOutsideOfPackage(AUTOCONFIGURE)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(AUTOCONFIGURE));
	}

	@Test
	void packagesAreFreeOfCyclesAtAnyDepth() {
		check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
	}

	@Test
	void everyPackageIsNullMarked() {
		Set<JavaPackage> packages = PRODUCTION.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
		assertThat(packages).isNotEmpty()
			.allSatisfy((javaPackage) -> assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
				.as("@NullMarked on " + javaPackage.getName())
				.isTrue());
	}

	@Test
	void nobodyLogsThroughJavaUtilLogging() {
		check(GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
	}

	@Test
	void nobodyWritesToStandardStreams() {
		check(GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
	}

	@Test
	void timeComesFromAClock() {
		check(noClasses().should()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(Instant.class, "now")
			.orShould()
			.callMethod(LocalDate.class, "now")
			.orShould()
			.callMethod(LocalDateTime.class, "now")
			.orShould()
			.callMethod(OffsetDateTime.class, "now")
			.orShould()
			.callMethod(ZonedDateTime.class, "now")
			.orShould()
			.callConstructor(Date.class));
	}

	@Test
	void onlyAutoconfigureChoosesTheClock() {
		check(noClasses().that()
			.resideOutsideOfPackage(AUTOCONFIGURE)
			.should()
			.callMethod(Clock.class, "systemUTC")
			.orShould()
			.callMethod(Clock.class, "systemDefaultZone"));
	}

	@Test
	void staticStateIsImmutable() {
		check(fields().that().areStatic().should().beFinal());
		check(noFields().that()
			.areStatic()
			.should()
			.haveRawType(assignableTo(ConcurrentMap.class).or(assignableTo(ThreadLocal.class))
				.or(resideInAPackage("java.util.concurrent.atomic"))
				.or(DescribedPredicate.describe("are mutable collections", ArchitectureTests::isMutableCollection))));
	}

	private static boolean isMutableCollection(JavaClass type) {
		return type.getPackageName().equals("java.util") && !type.isInterface()
				&& (type.isAssignableTo("java.util.Collection") || type.isAssignableTo("java.util.Map"));
	}

	private static void check(ArchRule rule) {
		rule.allowEmptyShould(true).check(PRODUCTION);
	}

}
