package com.practice.phone;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Properties;

/** What this phone is: the properties file named by -Dandroid.device, read once. Not part of Android. */
public final class Device {
    private static final Properties FACTS = load();

    private Device() {
    }

    /** The value, or "" where the file has none. */
    public static String get(String name) {
        return FACTS.getProperty(name, "");
    }

    public static int number(String name, int otherwise) {
        try {
            return Integer.parseInt(get(name).trim());
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }

    public static double decimal(String name) {
        try {
            return Double.parseDouble(get(name).trim());
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    private static Properties load() {
        Properties facts = new Properties();
        String path = System.getProperty("android.device");
        if (path == null) {
            return facts;
        }
        try (Reader reader = new InputStreamReader(Files.newInputStream(Paths.get(path)), StandardCharsets.UTF_8)) {
            facts.load(reader);
        } catch (IOException unreadable) {
            System.err.println("android.device: " + unreadable);
        }
        return facts;
    }
}
