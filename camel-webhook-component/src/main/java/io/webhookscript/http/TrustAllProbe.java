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
package io.webhookscript.http;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

/** Finds trust managers that accept any certificate, with a self-signed certificate whose key was thrown away. */
public final class TrustAllProbe {

    private static final String NOBODY_TRUSTS = """
            -----BEGIN CERTIFICATE-----
            MIIBbzCCARagAwIBAgIJANtz7CTNzluSMAoGCCqGSM49BAMCMBwxGjAYBgNVBAMT
            EXVudHJ1c3RlZC5pbnZhbGlkMCAXDTAwMDEwMTAwMDAwMFoYDzI5OTkwNTAzMDAw
            MDAwWjAcMRowGAYDVQQDExF1bnRydXN0ZWQuaW52YWxpZDBZMBMGByqGSM49AgEG
            CCqGSM49AwEHA0IABKp+u6jJN+taZsT1ByRCjBVFneMLYk41atUeSlRbX/OkkbnV
            tmlK234JP4ilfj//VzEWeseFwvlA/7DyfAYv8rujPzA9MB0GA1UdDgQWBBTNdm1O
            ljKm9KUAfb4YgIBn9fl4/DAcBgNVHREEFTATghF1bnRydXN0ZWQuaW52YWxpZDAK
            BggqhkjOPQQDAgNHADBEAiALNTdAo6WRHAkiSQvL502pQaftpv04Ql7NgqSYm5t9
            CQIgXkzZogGuD2lOnOrNU3DZ57sGuhs2NyfU6dt3XseB+/o=
            -----END CERTIFICATE-----
            """;

    private TrustAllProbe() {
    }

    /** Whether a server could use any certificate. The first manager of X.509 certificates decides, as in the JDK. */
    public static boolean acceptsAnyCertificate(TrustManager[] managers) {
        for (TrustManager manager : managers) {
            if (manager instanceof X509TrustManager x509) {
                return accepts(x509);
            }
        }
        return false;
    }

    private static boolean accepts(X509TrustManager manager) {
        try {
            X509Certificate[] chain = { certificate() };
            if (manager instanceof X509ExtendedTrustManager extended) {
                @Nullable
                SSLEngine noConnection = null;
                extended.checkServerTrusted(chain, "ECDHE_ECDSA", noConnection);
            } else {
                manager.checkServerTrusted(chain, "ECDHE_ECDSA");
            }
            return true;
        } catch (CertificateException | RuntimeException rejected) {
            return false;
        }
    }

    private static X509Certificate certificate() throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(NOBODY_TRUSTS.getBytes(StandardCharsets.US_ASCII)));
    }
}
