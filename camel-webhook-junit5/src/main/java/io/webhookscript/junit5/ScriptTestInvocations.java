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
package io.webhookscript.junit5;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptTest;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.repository.ScriptLocations;
import io.webhookscript.script.repository.ScriptRepository;
import io.webhookscript.script.usecase.UseCases;
import io.webhookscript.tryout.ScriptTestResult;
import io.webhookscript.tryout.ScriptTestResult.Difference;
import io.webhookscript.tryout.ScriptTests;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;

/** One invocation of the annotated method for each entry of {@code tests}. */
final class ScriptTestInvocations implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), WebhookScriptTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        WebhookScriptTest annotation = AnnotationSupport.findAnnotation(context.getTestMethod(), WebhookScriptTest.class)
                .orElseThrow();
        ScriptTests tests = new ScriptTests(List.of(annotation.allowHosts()));
        List<TestTemplateInvocationContext> invocations = scripts(annotation, context.getRequiredTestClass().getClassLoader())
                .stream()
                .flatMap(script -> script.definition().tests().stream().map(test -> invocation(tests, script, test)))
                .toList();
        if (invocations.isEmpty()) {
            throw new AssertionFailedError("no script in " + String.join(", ", annotation.scripts()) + " has a test");
        }
        return invocations.stream();
    }

    private static List<Script> scripts(WebhookScriptTest annotation, ClassLoader classLoader) {
        ScriptEnvironment environment = ScriptEnvironment.standalone().withLanguages(List.of(annotation.languages()));
        ScriptLocations.SearchResult files = ScriptLocations.useCases(List.of(annotation.useCases()), classLoader);
        UseCases.LoadResult useCases = environment.useCases().with(files.files());
        ScriptRepository repository
                = new ScriptRepository(new ScriptReader(environment.withUseCases(useCases.useCases())), false);
        try {
            List<Problem> problems = Stream.concat(files.problems().stream(), useCases.problems().stream()).toList();
            if (problems.stream().anyMatch(Problem::isError)) {
                throw new InvalidScriptException(problems);
            }
            repository.load(List.of(annotation.scripts()), classLoader);
        } catch (InvalidScriptException e) {
            throw new AssertionFailedError(e.getMessage(), e);
        }
        return repository.names().stream().map(repository::find).flatMap(Optional::stream).toList();
    }

    private static TestTemplateInvocationContext invocation(ScriptTests tests, Script script, ScriptTest test) {
        return new TestTemplateInvocationContext() {
            @Override
            public String getDisplayName(int index) {
                return script.name() + ": " + test.name();
            }

            @Override
            public List<Extension> getAdditionalExtensions() {
                return List.of(new Run(tests, script, test));
            }
        };
    }

    /** Runs the script's test where JUnit would run the method, and the method after it. */
    private record Run(ScriptTests tests, Script script, ScriptTest test) implements InvocationInterceptor {

        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
                throws Throwable {
            ScriptTestResult result = tests.run(script, test);
            if (!result.passed()) {
                Difference first = result.differences().get(0);
                throw new AssertionFailedError(result.report(), first.expected(), first.found());
            }
            invocation.proceed();
        }
    }
}
