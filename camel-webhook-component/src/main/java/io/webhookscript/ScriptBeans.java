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
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLContext;

import io.webhookscript.http.TrustAllProbe;
import io.webhookscript.spi.AttemptAuthenticator;
import io.webhookscript.spi.RequestSigner;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beans that scripts name, from the registry of the Camel context. Thread-safe. */
final class ScriptBeans {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptBeans.class);

    /** How the parameters of the Camel context are called beside the beans. */
    private static final String GLOBAL = "useGlobalSslContextParameters";

    private final CamelContext camelContext;
    private final Map<String, SSLContext> sslContexts = new ConcurrentHashMap<>();
    private final Set<String> trustAll = ConcurrentHashMap.newKeySet();
    private final @Nullable SSLContext globalSslContext;

    /** @param globalTls used by scripts that name no TLS parameters; null means the JVM's own */
    ScriptBeans(CamelContext camelContext, @Nullable SSLContextParameters globalTls) {
        this.camelContext = camelContext;
        this.globalSslContext
                = globalTls == null ? null : sslContext(GLOBAL, GLOBAL, globalTls);
    }

    AttemptAuthenticator authenticator(String name) {
        return bean(name, AttemptAuthenticator.class);
    }

    RequestSigner signer(String name) {
        return bean(name, RequestSigner.class);
    }

    /**
     * Each bean has one SSL context, because connections are shared by its identity. A script that names no bean uses
     * the SSL context of the Camel context.
     */
    @Nullable
    SSLContext sslContext(@Nullable String bean) {
        return bean == null
                ? globalSslContext : sslContexts.computeIfAbsent(
                        bean, name -> sslContext(name, "bean '" + name + "'", bean(name, SSLContextParameters.class)));
    }

    /** Names of the TLS parameters in use that accept any certificate, in order. */
    List<String> trustAll() {
        return trustAll.stream().sorted().toList();
    }

    private SSLContext sslContext(String name, String where, SSLContextParameters parameters) {
        try {
            SSLContext sslContext = parameters.createSSLContext(camelContext);
            if (acceptsAnyCertificate(parameters.getTrustManagers()) && trustAll.add(name)) {
                LOG.warn("The TLS parameters '{}' accept any certificate, so anyone on the network can read and change"
                         + " what scripts send with them",
                        name);
            }
            return sslContext;
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalArgumentException(
                    where + " cannot create an SSL context: "
                                               + failure.getMessage(),
                    failure);
        }
    }

    private boolean acceptsAnyCertificate(@Nullable TrustManagersParameters trust)
            throws GeneralSecurityException, IOException {
        if (trust == null) {
            return false;
        }
        if (trust.getCamelContext() == null) {
            trust.setCamelContext(camelContext);
        }
        return TrustAllProbe.acceptsAnyCertificate(trust.createTrustManagers());
    }

    private <T> T bean(String name, Class<T> type) {
        T bean = camelContext.getRegistry().lookupByNameAndType(name, type);
        if (bean == null) {
            throw new IllegalArgumentException("there is no bean '" + name + "' of type " + type.getSimpleName());
        }
        return bean;
    }
}
