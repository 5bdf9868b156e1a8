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
import java.util.TreeSet;
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
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.base.DescribedPredicate.doNot;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what the package-infos promise: who may import whom, what a package shows to others, and how things are called.
 */
@ArchTag("slow")
@AnalyzeClasses(packages = "io.webhookscript", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.webhookscript";

    /** From the top to the bottom: a package may import those that stand after it, and no other. */
    private static final List<String> LAYERS = List.of(
            "", "management", "tryout", "deliverylog", "delivery", "pacing", "callback", "response", "request", "via", "http",
            "script",
            "language",
            "template");

    /**
     * The types that other packages may name. Who adds one says in its Javadoc what for; when it is part of the API, it
     * is for good.
     */
    private static final Map<String, Set<String>> FRONT_DOORS = Map.ofEntries(
            Map.entry("", Set.of(
                    "WebhookScriptComponent", "WebhookScriptEndpoint", "WebhookScriptConstants", "UnknownScriptException",
                    // Camel makes them by reflection
                    "SharedJmxDescriptions",
                    "WebhookScriptRoutesBuilderLoader", "WebhookScriptJsonRoutesBuilderLoader",
                    "WebhookScriptContextPlugin")),
            Map.entry("management", Set.of(
                    // Camel makes them by reflection, or reads them by it
                    "ManagementPlugin", "WebhookScriptDevConsole", "WebhookScriptHealthCheck", "ManagedScript",
                    "ManagedConnections",
                    "WebhookScriptSpanDecorator")),
            Map.entry("tryout",
                    Set.of("TryOut", "HasTrials", "StandaloneTrials", "RealRun", "ScriptTests", "ScriptTestResult")),
            Map.entry("delivery", Set.of(
                    "Deliveries", "DeliveryOptions", "DeliveryOverrides", "DeliveryThreads", "Wire", "AttemptRecord",
                    "HasScripts", "Scripts", "ScriptStatus", "ScriptState", "ScriptInUseException", "FileChanges",
                    "FileProblem",
                    "WebhookScriptStateEvent", "WebhookScriptReloadedEvent", "WebhookScriptFileRefusedEvent",
                    "WebhookScriptException", "LoadMeter", "CallPaths", "DeliveryStatus", "BreakerState",
                    "WebhookScriptEvent", "WebhookScriptOutcomeEvent", "WebhookScriptDeliveredEvent",
                    "WebhookScriptFailedEvent", "WebhookScriptAttemptEvent", "WebhookScriptBreakerStateEvent",
                    "WebhookScriptDeadLetterFailedEvent", "WebhookScriptStoppedEvent",
                    "DeliveryLog", "DeliveryQuery", "LoggedDelivery", "TracedDelivery")),
            Map.entry("deliverylog", Set.of(
                    "MemoryDeliveryLog", "JdbcDeliveryLog", "DeliveryLogException",
                    // Camel makes it by reflection
                    "DeliveryLogConverter")),
            Map.entry("pacing", Set.of(
                    "BreakerQueue", "FairShares", "LoopGuard", "RateGate", "RetrySchedule", "ShortKey", "SteadyClock",
                    "Timer", "WaitReason", "WaitTimes", "Waits")),
            Map.entry("callback", Set.of()),
            Map.entry("response", Set.of("ResponseClassifier", "AttemptResult", "MappedResponse")),
            Map.entry("request", Set.of(
                    "RequestRenderer", "RequestPlan", "RequestSealer", "RenderedRequest", "Attempt", "AttemptSender",
                    "DeliveryData",
                    "EventSnapshot", "RawEvent",
                    "MessageIds", "JsonStack", "Members",
                    "ConnectionProfiles", "Json", "NotSentException", "CredentialsException", "RequestSigner",
                    "AttemptAuthenticator")),
            Map.entry("via", Set.of("ViaEndpoints", "ViaEndpoint")),
            Map.entry("http", Set.of(
                    "HttpConnections", "ConnectionProfile", "ProxyChoice", "AddressPolicy", "CallLimits", "ConnectionCounts",
                    "HttpCall",
                    "HttpHeader",
                    "RequestBody",
                    "HttpAnswer", "CallFailedException")),
            Map.entry("script", Set.of(
                    "FieldPlaces", "Script", "ScriptDefinition", "RequestDefinition", "ResponseDefinition", "LimitsDefinition",
                    "CallbackDefinition",
                    "ScriptTest", "ValueTree", "Outcome", "UseCase", "UseCases", "ScriptRepository", "ScriptReader",
                    "ReadResult",
                    "ScriptEnvironment", "ScriptLocations", "FileContent", "FoundFile", "WatchedFolder", "BeanCheck",
                    "MaskPatterns", "Masker",
                    "OneLine",
                    "SizeText",
                    "DurationText",
                    "Problem",
                    "ProblemCode",
                    "ProblemReport", "Remarks", "Severity", "EndedGuarantee", "InvalidScriptException")),
            Map.entry("language", Set.of("ExpressionLanguages", "TimedRoots", "XmlDocument", "XmlRoots")),
            Map.entry("template", Set.of(
                    "Template", "TemplateCompiler", "TemplateSource", "TemplateException", "Expression", "FilterFunction",
                    "DataRoots",
                    "Position", "Reference", "Undefined", "JsonText", "MalformedJsonException")));

    @ArchTest
    static final ArchRule NO_CIRCLES = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule HTTP_KNOWS_NOTHING_OF_SCRIPTS = noClasses().that().resideInAPackage(ROOT + ".http")
            .should().dependOnClassesThat().resideInAnyPackage(ROOT + ".script", ROOT + ".language", ROOT + ".template");

    /** So that another transport would be a matter of one package; {@code via} sets up the client of camel-http. */
    @ArchTest
    static final ArchRule ONLY_HTTP_KNOWS_ITS_LIBRARY = noClasses().that()
            .resideOutsideOfPackages(ROOT + ".http", ROOT + ".via")
            .should().dependOnClassesThat().resideInAPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule NOBODY_IMPORTS_MANAGEMENT = noClasses().that().resideOutsideOfPackage(ROOT + ".management")
            .should().dependOnClassesThat().resideInAPackage(ROOT + ".management");

    @ArchTest
    static final ArchRule TEMPLATES_NEED_NOTHING_BUT_VALUES = classes().that().resideInAPackage(ROOT + ".template")
            .should().onlyDependOnClassesThat().resideInAnyPackage(
                    ROOT + ".template", "java.lang", "java.lang.invoke", "java.lang.runtime", "java.math", "java.nio",
                    "java.nio.charset",
                    "java.security", "java.text", "java.time..", "java.util", "java.util.function", "java.util.regex",
                    "java.util.concurrent.atomic", "java.util.stream",
                    "javax.crypto..", "org.jspecify.annotations", "");

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
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS
            = classes().that().doNotHaveFullyQualifiedName(ROOT + ".request.DeliveryData")
                    .should().haveNameNotMatching(".*(Utils|Helper|Manager|Impl|Common|Base|Info|Data)");

    @ArchTest
    static final ArchRule WHAT_CAMEL_CALLS_IS_OURS_ALONE = classes().that(are(written()))
            .and().areAssignableTo(Processor.class).or().areAssignableTo(Producer.class).or().areAssignableTo(Consumer.class)
            .should().notBePublic().andShould().haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule IMPORTS_POINT_DOWNWARDS = classes().should(importOnlyWhatIsBelow());

    @ArchTest
    static final ArchRule ONLY_FRONT_DOORS_ARE_PUBLIC = classes().that(are(written())).and().areTopLevelClasses()
            .and().arePublic().should(beAFrontDoor());

    @ArchTest
    static void everyFrontDoorIsThere(JavaClasses classes) {
        Set<String> listed = FRONT_DOORS.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(type -> packageName(entry.getKey()) + "." + type))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> found = classes.stream().filter(written()).filter(JavaClass::isTopLevelClass)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)).map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).isEqualTo(found);
    }

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        Stream<String> packages = classes.stream().map(JavaClass::getPackageName).distinct();

        assertThat(packages).isNotEmpty().allSatisfy(
                name -> assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class)).as(name)
                        .isTrue());
    }

    private static String packageName(String layer) {
        return layer.isEmpty() ? ROOT : ROOT + "." + layer;
    }

    /** Not by camel-component-maven-plugin, which marks what it writes by the kind of its name. */
    private static DescribedPredicate<JavaClass> written() {
        return doNot(DescribedPredicate.describe("come from Camel's generator", type -> type.getSimpleName()
                .endsWith("ConverterLoader")
                || type.getPackageName().equals(ROOT)
                        && (type.getSimpleName().endsWith("Configurer") || type.getSimpleName().endsWith("UriFactory"))));
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
        String name = type.getPackageName();
        return LAYERS.indexOf(name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1));
    }

    private static ArchCondition<JavaClass> beAFrontDoor() {
        return new ArchCondition<>("be listed as a front door of its package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String layer = type.getPackageName().equals(ROOT) ? "" : type.getPackageName().substring(ROOT.length() + 1);
                if (!FRONT_DOORS.getOrDefault(layer, Set.of()).contains(type.getSimpleName())) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is public but no front door: make it package-private, or list it"));
                }
            }
        };
    }
}
