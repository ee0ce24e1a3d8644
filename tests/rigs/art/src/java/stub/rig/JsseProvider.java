// Stands where Android's HarmonyJSSE provider stands: trust and key managers from org.conscrypt. android-all's own JSSEProvider leads to
// com.android.org.conscrypt.NativeCrypto, whose natives exist in no public artifact (UnsatisfiedLinkError EVP_parse_public_key).
package rig;
public final class JsseProvider extends java.security.Provider {
  public JsseProvider() {
    super("HarmonyJSSE", 1.0, "rig JSSE provider");
    put("TrustManagerFactory.PKIX", "org.conscrypt.TrustManagerFactoryImpl");
    put("Alg.Alias.TrustManagerFactory.X509", "PKIX");
    put("KeyManagerFactory.PKIX", "org.conscrypt.KeyManagerFactoryImpl");
    put("Alg.Alias.KeyManagerFactory.X509", "PKIX");
    put("KeyStore.AndroidCAStore", "rig.TrustedStore");
  }
}
