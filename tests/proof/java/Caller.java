import android.location.Location;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.*;

/** Calls what it is told to, with small arguments all different, and says what it passed and got; null where it has nothing to pass. */
public class Caller {
    static int made;

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8"));
        System.out.println("UP");
        for (String line; (line = in.readLine()) != null; ) {
            String[] w = line.split(" ", -1);
            try {
                System.out.println("OK " + call(w[0], w[1], w[2], Arrays.copyOfRange(w, 3, w.length)));
            } catch (Throwable t) {
                System.out.println("FAIL " + w[0] + "." + w[1] + ": " + t);
            }
        }
    }

    /** `maker` is "class.method" of a method without parameters that gives the object to call on, or "-". */
    static String call(String cls, String name, String maker, String[] types) throws Exception {
        Class<?>[] parameters = new Class<?>[types.length];
        for (int i = 0; i < types.length; i++) parameters[i] = typed(types[i]);
        Class<?> c = Class.forName(cls);
        Executable called = name.equals("$init") ? c.getConstructor(parameters) : c.getMethod(name, parameters);
        Object self = null;
        if (!(called instanceof Constructor) && !Modifier.isStatic(called.getModifiers())) {
            int dot = maker.lastIndexOf('.');
            self = maker.equals("-") ? c.getConstructor().newInstance()
                : Class.forName(maker.substring(0, dot)).getMethod(maker.substring(dot + 1)).invoke(null);
            if (maker.equals("-")) mark(self);
        }
        Object[] passed = new Object[parameters.length];
        List<Object> said = new ArrayList<>();
        for (int i = 0; i < parameters.length; i++) said.add(say(passed[i] = make(parameters[i])));
        Object result = called instanceof Constructor
            ? ((Constructor<?>) called).newInstance(passed) : ((Method) called).invoke(self, passed);
        return "{\"passed\":[" + join(said) + "],\"self\":" + say(self) + ",\"result\":" + say(result) + "}";
    }

    static Class<?> typed(String name) throws ClassNotFoundException {
        if (name.endsWith("[]")) return Array.newInstance(typed(name.substring(0, name.length() - 2)), 0).getClass();
        switch (name) {
            case "boolean": return boolean.class;
            case "byte": return byte.class;
            case "char": return char.class;
            case "short": return short.class;
            case "int": return int.class;
            case "long": return long.class;
            case "float": return float.class;
            case "double": return double.class;
            default: return Class.forName(name);
        }
    }

    static Object make(Class<?> t) throws Exception {
        int n = ++made;
        if (t == boolean.class || t == Boolean.class) return true;
        if (t == byte.class) return (byte) (n % 100);
        if (t == short.class) return (short) n;
        if (t == char.class) return (char) ('a' + n % 26);
        if (t == int.class || t == Integer.class || t == Number.class) return 70000 + n;
        if (t == long.class || t == Long.class) return 7000000000L + n;
        if (t == float.class || t == Float.class) return n + 0.5f;
        if (t == double.class || t == Double.class) return n + 0.25;
        if (t == String.class || t == Object.class || t == CharSequence.class) return "said-" + n + "-\u2713";
        if (t == BigDecimal.class) return new BigDecimal(n + ".75");
        if (t == Date.class) return new Date(1000000000000L + n * 1000L);
        if (t == Throwable.class || t == Exception.class) return new Exception("said-" + n);
        if (t.isAssignableFrom(HashMap.class)) return new HashMap<>(Map.of("key-" + n, "said-" + n));
        if (t == Set.class) return Set.of("said-" + n);
        if (t.isAssignableFrom(ArrayList.class)) return new ArrayList<>(List.of("said-" + n));
        if (t == Location.class) return place(n);
        if (t == byte[].class) return new byte[] {(byte) 0xA5, (byte) n};
        if (t.isArray() && !t.getComponentType().isPrimitive()) {
            Object element = make(t.getComponentType());
            Object array = Array.newInstance(t.getComponentType(), element == null ? 0 : 1);
            if (element != null) Array.set(array, 0, element);
            return array;
        }
        return standIn(t, n);
    }

    static Location place(int n) {
        Location location = new Location("gps");
        location.setLatitude(n + 0.125);
        location.setLongitude(-n - 0.125);
        return location;
    }

    /** One of the stand-ins or of the small platform's, holding a text; null for what is neither. */
    static Object standIn(Class<?> t, int n) throws Exception {
        if (t.isInterface() || Modifier.isAbstract(t.getModifiers()) || t.getName().startsWith("java.")) return null;
        Constructor<?> empty;
        try {
            empty = t.getConstructor();
        } catch (NoSuchMethodException e) {
            return null;
        }
        Object o = empty.newInstance();
        for (String put : new String[] {"putString", "put"}) {
            for (Method m : t.getMethods()) {
                Class<?>[] p = m.getParameterTypes();
                if (!m.getName().equals(put) || p.length == 0 || !p[p.length - 1].isAssignableFrom(String.class)) continue;
                if (p.length == 1) m.invoke(o, "said-" + n);
                else if (p.length == 2 && p[0] == String.class) m.invoke(o, "key-" + n, "said-" + n);
                else continue;
                return o;
            }
        }
        mark(o);
        return o;
    }

    static void mark(Object o) throws IllegalAccessException {
        for (Field field : o.getClass().getFields()) if (field.getName().equals("given")) field.set(o, "said-" + (++made));
    }

    static String join(List<Object> all) {
        StringBuilder out = new StringBuilder();
        for (Object each : all) out.append(out.length() == 0 ? "" : ",").append(each);
        return out.toString();
    }

    /** The value as JSON, its texts quoted: what somebody who looks for it has to find. */
    static String say(Object o) {
        if (o == null) return "null";
        if (o instanceof Map) {
            Map.Entry<?, ?> only = ((Map<?, ?>) o).isEmpty() ? null : ((Map<?, ?>) o).entrySet().iterator().next();
            return only == null ? "null" : say(only.getValue());
        }
        if (o instanceof Collection) return ((Collection<?>) o).isEmpty() ? "null" : say(((Collection<?>) o).iterator().next());
        if (o instanceof byte[]) return "\"" + String.format("%02x%02x", ((byte[]) o)[0], ((byte[]) o)[1]) + "\"";
        if (o.getClass().isArray()) return Array.getLength(o) == 0 ? "null" : say(Array.get(o, 0));
        if (o instanceof Number && !(o instanceof BigDecimal) || o instanceof Boolean) return o.toString();
        if (o instanceof Location) return String.valueOf(((Location) o).getLatitude());
        if (o instanceof Throwable) return quote(((Throwable) o).getMessage());
        String text = o.toString();
        return text == null ? "null" : quote(text);
    }

    static String quote(String s) {
        return "\"" + s.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
