package com.google.android.gms.ads.identifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Properties;

/** What Play services would answer: from the file the phone names, whatever runtime this is. */
final class DeviceSetting {
    private DeviceSetting() {
    }

    static String value(String name, String otherwise) {
        String path = System.getProperty("android.device");
        if (path == null) {
            return otherwise;
        }
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(Paths.get(path))) {
            settings.load(in);
        } catch (IOException unreadable) {
            return otherwise;
        }
        return settings.getProperty(name, otherwise);
    }
}
