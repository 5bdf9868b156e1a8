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
package io.webhookscript.karaf.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.runtime.ObjectMethods;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.karaf.features.FeaturesService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The test's hand inside Karaf: takes one command a line from the port that the property {@code driver.port} names, and
 * answers each with one line.
 */
public final class Driver implements BundleActivator, Runnable {

    private static final int MAX_SECONDS = 60;

    private final Map<String, WeakReference<ClassLoader>> uninstalled = new ConcurrentHashMap<>();
    private BundleContext context;
    private Socket socket;

    @Override
    public void start(BundleContext bundleContext) throws IOException {
        context = bundleContext;
        socket = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger("driver.port"));
        new Thread(this, "driver").start();
    }

    @Override
    public void stop(BundleContext bundleContext) throws IOException {
        socket.close();
    }

    @Override
    public void run() {
        try (BufferedReader commands
                = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
             PrintWriter responses = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                responses.println(response(command.split(" ")));
            }
        } catch (IOException testHasEnded) {
            Thread.currentThread().interrupt();
        }
    }

    private String response(String[] command) {
        try {
            return switch (command[0]) {
                case "feature" -> feature(command[1]);
                case "initialise" -> initialise(command[1], command[2]);
                case "install" -> install(command[1]);
                case "uninstall" -> uninstall(command[1]);
                case "freed" -> freed(command[1]);
                default -> throw new IllegalArgumentException(command[0]);
            };
        } catch (Exception failure) {
            StringBuilder causes = new StringBuilder("failed:");
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                causes.append(' ').append(String.valueOf(cause).replaceAll("\\s+", " "));
            }
            return causes.toString();
        }
    }

    private String feature(String name) throws Exception {
        context.getService(context.getServiceReference(FeaturesService.class)).installFeature(name);
        return "installed";
    }

    private String initialise(String bundle, String type) throws ClassNotFoundException {
        Class.forName(type, true, bundle(bundle).adapt(BundleWiring.class).getClassLoader());
        return "initialised";
    }

    private String install(String url) throws BundleException {
        Bundle bundle = context.installBundle(url);
        bundle.start();
        return "active " + bundle.getSymbolicName();
    }

    /** And has the framework let go of it, and of all that is wired to it. */
    private String uninstall(String name) throws BundleException, InterruptedException {
        Bundle bundle = bundle(name);
        uninstalled.put(name, new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
        bundle.uninstall();
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.countDown());
        return refreshed.await(MAX_SECONDS, TimeUnit.SECONDS) ? "uninstalled" : "not refreshed";
    }

    /** Stands for the records of a bundle that was uninstalled. */
    private record Compared(Driver driver) {
    }

    /**
     * Java 17 itself keeps the type of the latest component of a record whose method was called for the first time
     * ({@code OBJECT_EQ} of {@code java.lang.runtime.ObjectMethods}, and the same for hash codes), which a bundle may
     * do while it stops. A record of our own takes its place there.
     */
    private static void forgetRecords() throws Exception {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle driver = lookup.findVirtual(Compared.class, "driver", MethodType.methodType(Driver.class));
        try {
            ObjectMethods.bootstrap(lookup, "equals", MethodType.methodType(boolean.class, Compared.class, Object.class),
                    Compared.class, "driver", driver);
            ObjectMethods.bootstrap(lookup, "hashCode", MethodType.methodType(int.class, Compared.class), Compared.class,
                    "driver", driver);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String freed(String name) throws Exception {
        forgetRecords();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
        WeakReference<ClassLoader> loader = uninstalled.get(name);
        while (loader.get() != null && System.nanoTime() < end) {
            System.gc();
        }
        return loader.get() == null ? "freed" : "held";
    }

    private Bundle bundle(String name) {
        for (Bundle bundle : context.getBundles()) {
            if (name.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new IllegalArgumentException("no bundle " + name);
    }
}
