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
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules for the main code of all modules, which this module cannot see as classes: they are read from the sources. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryModuleKeepsTheRulesTest {

    private static final Path ALL_MODULES = Path.of("..");

    /** More components are more than one thing, and nobody reads a call with nine arguments. */
    private static final int MAX_COMPONENTS = 8;

    /** It is made for each event, and groups would be further objects. Copies are made by its with… methods only. */
    private static final Set<String> LARGE = Set.of("TemplateInputs");

    private static final Pattern OPTIONAL = Pattern.compile("(?:java\\.util\\.)?Optional(?:Int|Long|Double)?(?:<.*)?");

    private static final PathMatcher SOURCE = FileSystems.getDefault().getPathMatcher("glob:**/src/main/java/**.java");
    private static final PathMatcher BUILT = FileSystems.getDefault().getPathMatcher("glob:**/target/**");

    private final List<ClassTree> types = new ArrayList<>();

    @BeforeAll
    void parse() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources()));
            for (CompilationUnitTree file : task.parse()) {
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitClass(ClassTree type, Void nothing) {
                        types.add(type);
                        return super.visitClass(type, nothing);
                    }
                }.scan(file, null);
            }
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ALL_MODULES)) {
            return files.filter(SOURCE::matches).filter(file -> !BUILT.matches(file)).toList();
        }
    }

    @Test
    void recordsHaveAtMostEightComponents() {
        List<String> large = types.stream().filter(type -> type.getKind() == Tree.Kind.RECORD)
                .filter(type -> fields(type).filter(field -> !isStatic(field)).count() > MAX_COMPONENTS)
                .map(type -> type.getSimpleName().toString()).toList();

        assertThat(types).hasSizeGreaterThan(1_000);
        assertThat(large).containsExactlyInAnyOrderElementsOf(LARGE);
    }

    /** Absent values of fields and parameters are null. */
    @Test
    void onlyWhatAMethodReturnsIsOptional() {
        List<String> optional = types.stream().flatMap(type -> Stream.concat(fields(type), parameters(type))
                .filter(variable -> OPTIONAL.matcher(String.valueOf(variable.getType())).matches())
                .map(variable -> type.getSimpleName() + "." + variable.getName())).toList();

        assertThat(optional).isEmpty();
    }

    private static Stream<VariableTree> fields(ClassTree type) {
        return type.getMembers().stream().filter(VariableTree.class::isInstance).map(VariableTree.class::cast);
    }

    private static Stream<VariableTree> parameters(ClassTree type) {
        return type.getMembers().stream().filter(MethodTree.class::isInstance).map(MethodTree.class::cast)
                .flatMap(method -> method.getParameters().stream());
    }

    private static boolean isStatic(VariableTree field) {
        return field.getModifiers().getFlags().contains(Modifier.STATIC);
    }
}
