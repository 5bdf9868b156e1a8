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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs every entry of {@code tests} in every script of the project, each as a test of its own that is named
 * {@code SCRIPT: TEST}. The method itself may be empty; it runs after each entry that passed. Nothing is sent.
 *
 * <p>
 * A script that does not load fails with all its problems, and so does a project without any test in a script.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@TestTemplate
@ExtendWith(ScriptTestInvocations.class)
public @interface WebhookScriptTest {

    /** As the component's option {@code scripts}: folders or files, {@code classpath:} or {@code file:}. */
    String[] scripts() default "classpath:webhookscripts/";

    /** As the component's option {@code useCases}. */
    String[] useCases() default {};

    /** As the component's option {@code allowHosts}: hosts that data may choose. */
    String[] allowHosts() default {};

    /**
     * As the component's option {@code languages}. A script with {@code mvel} runs whatever Java code it likes, in the
     * build as in production: name it only where you trust the authors of all scripts.
     */
    String[] languages() default { "jsonpath", "xpath" };
}
