package android.content;

public interface SharedPreferences {
    interface Editor {
        Editor putString(String key, String value);

        Editor remove(String key);

        void apply();

        boolean commit();
    }

    String getString(String key, String defValue);

    boolean contains(String key);

    Editor edit();
}
