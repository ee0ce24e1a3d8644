package android.app;

import android.content.SharedPreferences;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A properties file where Android has XML; written beside it first, so that another process never reads half of one. */
final class SharedPreferencesImpl implements SharedPreferences {
    private final Path path;
    private final Properties values = new Properties();

    SharedPreferencesImpl(File file) {
        path = file.toPath();
        if (Files.exists(path)) {
            try (InputStream in = Files.newInputStream(path)) {
                values.load(in);
            } catch (IOException unreadable) {
                System.err.println("preferences: " + unreadable);
            }
        }
    }

    @Override
    public String getString(String key, String defValue) {
        synchronized (values) {
            return values.getProperty(key, defValue);
        }
    }

    @Override
    public boolean contains(String key) {
        synchronized (values) {
            return values.containsKey(key);
        }
    }

    @Override
    public Editor edit() {
        return new EditorImpl();
    }

    private boolean write(Map<String, String> changes) {
        synchronized (values) {
            for (Map.Entry<String, String> change : changes.entrySet()) {
                if (change.getValue() == null) {
                    values.remove(change.getKey());
                } else {
                    values.setProperty(change.getKey(), change.getValue());
                }
            }
            Path beside = path.resolveSibling(path.getFileName() + ".new");
            try {
                Files.createDirectories(path.getParent());
                try (OutputStream out = Files.newOutputStream(beside)) {
                    values.store(out, null);
                }
                Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return true;
            } catch (IOException unwritable) {
                System.err.println("preferences: " + unwritable);
                return false;
            }
        }
    }

    private final class EditorImpl implements Editor {
        private final Map<String, String> changes = new HashMap<>();

        @Override
        public Editor putString(String key, String value) {
            changes.put(key, value);
            return this;
        }

        @Override
        public Editor remove(String key) {
            changes.put(key, null);
            return this;
        }

        @Override
        public void apply() {
            write(changes);
        }

        @Override
        public boolean commit() {
            return write(changes);
        }
    }
}
