/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.webhookscript;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.apache.camel.Consumer;
import org.apache.camel.Converter;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.TypeConverters;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.base.DescribedPredicate.doNot;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what the package-infos promise: which package may import which, how large one is, what is public, and how
 * things are called.
 */
@ArchTag("slow")
@AnalyzeClasses(packages = "io.webhookscript", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.webhookscript";

    /** From the top to the bottom: a package may import those that stand after it, and no other. */
    private static final List<String> LAYERS = List.of(
            "management", "", "dispatch", "tryout", "callback", "deadletter", "lifecycle",
            "delivery.route", "delivery.caller", "delivery.letter", "delivery", "delivery.condition", "delivery.durable",
            "store", "deliverylog",
            "delivery.breaker", "delivery.report",
            "callpath",
            "pacing",
            "response", "request.attempt", "request.render", "via", "request.event", "spi", "http", "http.message",
            "script.repository", "script.reader", "script.usecase", "script", "script.yaml", "script.problem", "secret",
            "language", "template", "value.json", "value");

    /** More classes than this are more than one idea; templates and HTTP have no seams, see their package-infos. */
    private static final int MAX_CLASSES = 30;

    private static final Set<String> LARGE = Set.of("template", "http");

    @ArchTest
    static final ArchRule NO_CIRCLES = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule HTTP_KNOWS_NOTHING_OF_SCRIPTS = noClasses().that().resideInAPackage(ROOT + ".http..")
            .should().dependOnClassesThat().resideInAnyPackage(ROOT + ".script..", ROOT + ".language", ROOT + ".template");

    /** So that another transport would be a matter of one package; {@code via} sets up the client of camel-http. */
    @ArchTest
    static final ArchRule ONLY_HTTP_KNOWS_ITS_LIBRARY = noClasses().that()
            .resideOutsideOfPackages(ROOT + ".http", ROOT + ".via")
            .should().dependOnClassesThat().resideInAPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule TEMPLATES_NEED_NOTHING_BUT_VALUES = classes().that().resideInAPackage(ROOT + ".template")
            .should().onlyDependOnClassesThat().resideInAnyPackage(
                    ROOT + ".template", ROOT + ".value", "java.lang", "java.lang.invoke", "java.lang.runtime", "java.math",
                    "java.nio",
                    "java.nio.charset",
                    "java.security", "java.text", "java.time..", "java.util", "java.util.function", "java.util.regex",
                    "java.util.concurrent.atomic", "java.util.stream",
                    "javax.crypto..", "org.jspecify.annotations", "org.osgi.annotation.bundle", "");

    @ArchTest
    static final ArchRule TEMPLATES_DO_NOT_READ_THE_CLOCK = noClasses().that().resideInAPackage(ROOT + ".template")
            .should().callMethodWhere(DescribedPredicate.describe("it tells the time", call -> call.getName().equals("now")
                    || call.getName().equals("currentTimeMillis") || call.getName().equals("nanoTime")))
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.time.Clock");

    @ArchTest
    static final ArchRule TEMPLATES_RUN_NOTHING = noClasses().that().resideInAPackage(ROOT + ".template")
            .should().dependOnClassesThat().haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.lang.Runtime")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.lang.ClassLoader")
            .orShould().callMethod(Class.class, "forName", String.class);

    @ArchTest
    static final ArchRule NO_STATIC_STATE = fields().that().areDeclaredInClassesThat(are(written())).and().areStatic()
            .should().beFinal();

    @ArchTest
    static final ArchRule NO_FIELD_IS_OPTIONAL = fields().that().doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should().notHaveRawType(are(optional()));

    /** Absent values are null there, which NullAway checks; only what a method returns may be optional. */
    @ArchTest
    static final ArchRule NO_PARAMETER_IS_OPTIONAL = codeUnits().that().doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should().notHaveRawParameterTypes(DescribedPredicate.describe("optional",
                    (List<JavaClass> types) -> types.stream().anyMatch(optional())));

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS = classes()
            .should().haveNameNotMatching(".*(Utils|Helper|Manager|Impl|Common|Base|Info|Data)");

    @ArchTest
    static final ArchRule WHAT_CAMEL_CALLS_IS_OURS_ALONE = classes().that(are(written()))
            .and().areAssignableTo(Processor.class).or().areAssignableTo(Producer.class).or().areAssignableTo(Consumer.class)
            .should(notBePublicApi()).andShould().haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule IMPORTS_POINT_DOWNWARDS = classes().should(importOnlyWhatIsBelow());

    /** Package-private first: what no other package names, is not public. */
    @ArchTest
    static void onlyWhatOtherPackagesUseIsPublic(JavaClasses classes) {
        List<String> needless = classes.stream().filter(written()).filter(JavaClass::isTopLevelClass)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !PublicApi.contains(type.getPackageName()) && !isMadeByReflection(type))
                .filter(type -> !hasConstants(type) && !isUsedElsewhere(type))
                .map(JavaClass::getName).sorted().toList();

        assertThat(needless).isEmpty();
    }

    @ArchTest
    static void noPackageHasMoreClassesThanOneIdea(JavaClasses classes) {
        Map<String, Long> sizes = classes.stream().filter(written()).filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));

        assertThat(sizes).hasSize(LAYERS.size()).allSatisfy((name, size) -> assertThat(size).as(name)
                .isLessThanOrEqualTo(LARGE.contains(layer(name)) ? Long.MAX_VALUE : MAX_CLASSES));
    }

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        Stream<String> packages = classes.stream().map(JavaClass::getPackageName).distinct();

        assertThat(packages).isNotEmpty().allSatisfy(
                name -> assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class)).as(name)
                        .isTrue());
    }

    /** Not by camel-component-maven-plugin, which marks what it writes by the kind of its name. */
    private static DescribedPredicate<JavaClass> written() {
        return doNot(DescribedPredicate.describe("come from Camel's generator", type -> type.getSimpleName()
                .endsWith("ConverterLoader")
                || type.getPackageName().equals(ROOT)
                        && (type.getSimpleName().endsWith("Configurer") || type.getSimpleName().endsWith("UriFactory"))));
    }

    private static DescribedPredicate<JavaClass> optional() {
        return DescribedPredicate.describe("optional", type -> type.getName().startsWith("java.util.Optional"));
    }

    private static ArchCondition<JavaClass> importOnlyWhatIsBelow() {
        return new ArchCondition<>("import only from packages below their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int own = layer(type);
                if (own < 0) {
                    events.add(
                            SimpleConditionEvent.violated(type, type.getName() + " is in a package that LAYERS does not name"));
                }
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> dependency.getTargetClass().getPackageName().startsWith(ROOT))
                        .filter(dependency -> layer(dependency.getTargetClass()) < own)
                        .forEach(upwards -> events.add(SimpleConditionEvent.violated(type, upwards.getDescription())));
            }
        };
    }

    private static int layer(JavaClass type) {
        return LAYERS.indexOf(layer(type.getPackageName()));
    }

    private static String layer(String packageName) {
        return packageName.equals(ROOT) ? "" : packageName.substring(ROOT.length() + 1);
    }

    /** By Camel, which finds the name of the class in a file of the jar, or reads its annotations. */
    private static boolean isMadeByReflection(JavaClass type) {
        return type.getPackageName().equals(ROOT + ".management") || type.isAssignableTo(TypeConverters.class)
                || type.isAnnotatedWith(Converter.class);
    }

    /** The compiler copies them, so that their use cannot be seen. */
    private static boolean hasConstants(JavaClass type) {
        return type.getFields().stream().anyMatch(field -> field.getModifiers().containsAll(
                Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC, JavaModifier.FINAL))
                && (field.getRawType().isPrimitive() || field.getRawType().isEquivalentTo(String.class)));
    }

    private static boolean isUsedElsewhere(JavaClass type) {
        return type.getPackage().getClasses().stream()
                .filter(own -> own.equals(type) || own.getName().startsWith(type.getName() + "$"))
                .flatMap(own -> own.getDirectDependenciesToSelf().stream())
                .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
    }

    private static ArchCondition<JavaClass> notBePublicApi() {
        return new ArchCondition<>("not be public in a package of the API") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.getModifiers().contains(JavaModifier.PUBLIC) && PublicApi.contains(type.getPackageName())) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is public in a package of the API"));
                }
            }
        };
    }
}
