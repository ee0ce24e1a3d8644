// The phone's store of trusted authorities, "AndroidCAStore": the certificates of the PKCS #12 file named by rig.trustStore, none
// without it. Android's own takes them from /system/etc/security/cacerts, which is a folder of the whole machine's.
package rig;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.NoSuchAlgorithmException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.util.Date;
import java.util.Enumeration;
import sun.security.jca.Providers;

public final class TrustedStore extends KeyStoreSpi {
    private KeyStore store;

    // Bouncy Castle asks for its own X.509 by its own name, which Android refuses to apps of newer targets; Android's copy of it is
    // patched for that, this one is allowed it while the store is read.
    @Override
    public void engineLoad(InputStream none, char[] noPassword) throws IOException, CertificateException, NoSuchAlgorithmException {
        Providers.setMaximumAllowableApiLevelForBcDeprecation(Integer.MAX_VALUE);
        try {
            store = KeyStore.getInstance("PKCS12");
            read(System.getProperty("rig.trustStore"));
        } catch (KeyStoreException e) {
            throw new IOException(e);
        } finally {
            Providers.setMaximumAllowableApiLevelForBcDeprecation(Providers.DEFAULT_MAXIMUM_ALLOWABLE_TARGET_API_LEVEL_FOR_BC_DEPRECATION);
        }
    }

    private void read(String path) throws IOException, CertificateException, NoSuchAlgorithmException {
        if (path == null) {
            store.load(null, null);
            return;
        }
        try (InputStream file = new FileInputStream(path)) {
            store.load(file, System.getProperty("rig.trustStorePassword", "").toCharArray());
        }
    }

    @Override
    public Certificate engineGetCertificate(String alias) {
        try {
            return store.getCertificate(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Enumeration<String> engineAliases() {
        try {
            return store.aliases();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean engineContainsAlias(String alias) {
        return engineGetCertificate(alias) != null;
    }

    @Override
    public int engineSize() {
        try {
            return store.size();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
        return engineContainsAlias(alias);
    }

    @Override
    public String engineGetCertificateAlias(Certificate certificate) {
        try {
            return store.getCertificateAlias(certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Date engineGetCreationDate(String alias) {
        return new Date(0);
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
        return false;
    }

    @Override
    public Key engineGetKey(String alias, char[] password) throws UnrecoverableKeyException {
        return null;
    }

    @Override
    public Certificate[] engineGetCertificateChain(String alias) {
        return null;
    }

    @Override
    public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineDeleteEntry(String alias) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineStore(OutputStream out, char[] password) {
        throw new UnsupportedOperationException();
    }
}
