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
package io.webhookscript.language;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Arrays;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** MVEL outlives an application that is redeployed in the same server; the application's class loader must not. */
@Tag("slow")
class MvelKeepsNoClassLoaderTest {

    @Test
    void anApplicationThatUsedItFirstCanBeUnloaded() throws Exception {
        try (URLClassLoader server = server()) {
            WeakReference<ClassLoader> application = use(server, "ours");

            await().atMost(Duration.ofSeconds(20)).until(() -> isGone(application));
            assertThat(server.loadClass("org.mvel2.MVEL")).isNotNull();
        }
    }

    /** So that the test above is known to see a leak. */
    @Test
    void bareMvelKeepsTheApplicationThatUsedItFirst() throws Exception {
        try (URLClassLoader server = server()) {
            WeakReference<ClassLoader> application = use(server, "bare");

            for (int i = 0; i < 5; i++) {
                assertThat(isGone(application)).isFalse();
            }
            assertThat(server.loadClass("org.mvel2.MVEL")).isNotNull();
        }
    }

    private static boolean isGone(WeakReference<ClassLoader> application) {
        System.gc();
        return application.get() == null;
    }

    /** All of the class path once more, so that MVEL's statics are new. */
    private static URLClassLoader server() {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(MvelKeepsNoClassLoaderTest::url).toArray(URL[]::new);
        return new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    private static WeakReference<ClassLoader> use(ClassLoader server, String method) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URLClassLoader application = new URLClassLoader(new URL[0], server);
        thread.setContextClassLoader(application);
        try {
            Object two = server.loadClass("io.webhookscript.language.MvelFirstUse").getMethod(method).invoke(null);
            assertThat(two).isEqualTo(2L);
        } finally {
            thread.setContextClassLoader(before);
        }
        return new WeakReference<>(application);
    }
}
