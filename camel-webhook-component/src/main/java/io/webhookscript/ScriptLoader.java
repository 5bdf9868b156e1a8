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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.webhookscript.language.ExpressionLanguages;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.reader.BeanCheck;
import io.webhookscript.script.reader.ProblemLog;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.repository.FileContent;
import io.webhookscript.script.repository.ScriptLocations;
import io.webhookscript.script.repository.ScriptRepository;
import io.webhookscript.script.usecase.FoundFile;
import io.webhookscript.script.usecase.UseCases;
import io.webhookscript.spi.AttemptAuthenticator;
import io.webhookscript.spi.RequestSigner;
import io.webhookscript.template.FilterFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the repository when the component starts: from the component's locations, and from files that Camel's routes
 * loader found earlier. Reports the problems of all files together.
 */
final class ScriptLoader {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptLoader.class);

    private static final String FILE = "file:";

    private final List<FoundFile> brought = new ArrayList<>();
    private @Nullable ScriptRepository repository;

    ScriptRepository repository() {
        ScriptRepository loaded = repository;
        if (loaded == null) {
            throw new IllegalStateException("the webhookscript component is not started");
        }
        return loaded;
    }

    /**
     * Loads the scripts unless they are loaded already. A splitter creates its producers while the context is still
     * being initialised, before the component starts.
     */
    synchronized ScriptRepository loaded(WebhookScriptComponent component) {
        if (repository == null) {
            loadAll(component);
        }
        return repository();
    }

    /** Forgets the loaded scripts, so that the next start reads the files again. */
    synchronized void forget() {
        repository = null;
    }

    private void loadAll(WebhookScriptComponent component) {
        List<Problem> problems = new ArrayList<>();
        ScriptRepository loading = new ScriptRepository(
                new ScriptReader(environment(component, problems)), component.isIgnoreBrokenScripts());
        ClassLoader classLoader = classLoader(component.getCamelContext());
        collect(problems, () -> loading.load(OptionList.of(component.getScripts()), classLoader));
        collect(problems, () -> loading.add(brought));
        List<Problem> different = List.copyOf(new LinkedHashSet<>(problems));
        if (!component.isIgnoreBrokenScripts() && different.stream().anyMatch(Problem::isError)) {
            throw new InvalidScriptException(different);
        }
        ProblemLog.log(LOG, different);
        repository = loading;
    }

    /**
     * Adds a file. If the scripts are loaded already, the file is loaded at once, and the caller gets its problems as
     * an exception.
     */
    synchronized void add(FoundFile file) {
        ScriptRepository loaded = repository;
        if (loaded == null) {
            brought.add(file);
        } else {
            loaded.add(List.of(file));
        }
    }

    /** Reads a file under the location that it has in a folder of the component, so that both mean the same file. */
    static FoundFile fileOf(Resource resource) throws IOException {
        String path = resource.getLocation().replace('\\', '/');
        String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("^\\w+:", "");
        if (path.startsWith(FILE)) {
            String inFileSystem = path.substring(FILE.length()).replaceFirst("^//(?=/)", "");
            path = FILE + Path.of(inFileSystem).toAbsolutePath().normalize();
        }
        try (InputStream in = resource.getInputStream()) {
            return new FoundFile(name, path, FileContent.of(in));
        }
    }

    private static void collect(List<Problem> problems, Load load) {
        try {
            problems.addAll(load.run());
        } catch (InvalidScriptException failure) {
            problems.addAll(failure.problems());
        }
    }

    @FunctionalInterface
    private interface Load {

        List<Problem> run();
    }

    private static ScriptEnvironment environment(WebhookScriptComponent component, List<Problem> problems) {
        CamelContext camelContext = component.getCamelContext();
        Registry registry = camelContext.getRegistry();
        ScriptLocations.SearchResult files = ScriptLocations.useCases(
                OptionList.of(component.getUseCases()), classLoader(camelContext));
        Map<String, FilterFunction> filters = registry.findByTypeWithName(FilterFunction.class);
        UseCases.LoadResult useCases = UseCases.builtIn().with(files.files(), filters);
        problems.addAll(files.problems());
        problems.addAll(useCases.problems());
        return new ScriptEnvironment(
                useCases.useCases(),
                languages(component),
                true, filters, (name, kind) -> registry.lookupByNameAndType(name, type(kind)) != null,
                component.getVia().keySet(), component.getDeadLetters().keySet(), component.hasStore());
    }

    private static ExpressionLanguages languages(WebhookScriptComponent component) {
        ExpressionLanguages languages = new ExpressionLanguages(
                new LinkedHashSet<>(OptionList.of(component.getLanguages())), component.getCamelContext());
        languages.allowed().stream().sorted().filter(language -> !languages.isKnown(language)).findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException(
                            "languages=" + component.getLanguages() + ": unknown language " + unknown + "; expected "
                                                       + String.join(", ", ExpressionLanguages.builtIn())
                                                       + " or a Camel language on the class path");
                });
        return languages;
    }

    /** The application's class loader. A context without one uses the thread's, as Camel does. */
    private static ClassLoader classLoader(CamelContext camelContext) {
        ClassLoader own = camelContext.getApplicationContextClassLoader();
        ClassLoader thread = Thread.currentThread().getContextClassLoader();
        return Objects.requireNonNullElseGet(own != null ? own : thread, ScriptLoader.class::getClassLoader);
    }

    private static Class<?> type(BeanCheck.Kind kind) {
        return switch (kind) {
            case ATTEMPT_AUTHENTICATOR -> AttemptAuthenticator.class;
            case REQUEST_SIGNER -> RequestSigner.class;
            case SSL_CONTEXT_PARAMETERS -> SSLContextParameters.class;
        };
    }
}
