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

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.osgi.annotation.bundle.Export;

/** The packages that hold the public API: those whose package-info is annotated with OSGi's {@link Export}. */
final class PublicApi {

    private static final Set<String> PACKAGES = read();

    private PublicApi() {
    }

    static Set<String> packages() {
        return PACKAGES;
    }

    static boolean contains(String packageName) {
        return PACKAGES.contains(packageName);
    }

    private static Set<String> read() {
        JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.webhookscript");
        return classes.stream().filter(type -> type.getSimpleName().equals("package-info"))
                .filter(type -> type.isAnnotatedWith(Export.class)).map(type -> type.getPackageName())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
