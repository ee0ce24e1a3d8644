package phone;

import java.lang.reflect.Field;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.Properties;
import org.robolectric.android.AndroidSdkShadowMatcher;
import org.robolectric.annotation.ResourcesMode;
import org.robolectric.annotation.SQLiteMode;
import org.robolectric.config.AndroidConfigurer;
import org.robolectric.interceptors.AndroidInterceptors;
import org.robolectric.internal.AndroidSandbox;
import org.robolectric.internal.SandboxManager;
import org.robolectric.internal.bytecode.ClassHandlerBuilder;
import org.robolectric.internal.bytecode.InstrumentationConfiguration;
import org.robolectric.internal.bytecode.Interceptors;
import org.robolectric.internal.bytecode.ShadowMap;
import org.robolectric.internal.bytecode.ShadowProviders;
import org.robolectric.manifest.AndroidManifest;
import org.robolectric.pluginapi.Sdk;
import org.robolectric.pluginapi.SdkProvider;
import org.robolectric.pluginapi.config.Configurer;
import org.robolectric.plugins.HierarchicalConfigurationStrategy.ConfigurationImpl;
import org.robolectric.util.inject.Injector;

/**
 * Starts one Robolectric sandbox without a test runner and runs com.example.chatty.Main.live() on its main thread for as
 * long as the process lives. Properties: api (34), apk, manifest; phone.hold is the practice phone's.
 */
public final class Phone {
  private Phone() {}

  /** The launcher that ends the process with its phone would hold it before there are any classes to hook: Main does. */
  public static void main(String[] args) throws Throwable {
    System.setProperty("framework.hold", System.getProperty("phone.hold", "false"));
    System.setProperty("phone.hold", "false");
    Launcher.main(new String[] {Sandbox.class.getName()});
  }

  public static final class Sandbox {
    private Sandbox() {}

    public static void main(String[] args) throws Exception {
      start();
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes", "deprecation"})
  private static void start() throws Exception {
    System.setProperty("phone.t0", "" + System.currentTimeMillis());
    allowPatch();
    int api = Integer.getInteger("api", 34);
    Path apk = Paths.get(System.getProperty("apk"));
    Path manifest = Paths.get(System.getProperty("manifest"));

    Injector injector =
        new Injector.Builder(Thread.currentThread().getContextClassLoader())
            .bind(Properties.class, System.getProperties())
            .build();
    Sdk sdk =
        injector.getInstance(SdkProvider.class).getSdks().stream()
            .filter(s -> s.getApiLevel() == api)
            .findFirst()
            .orElseThrow();

    ConfigurationImpl config = new ConfigurationImpl();
    for (Configurer c : injector.getInstance(Configurer[].class)) {
      config.put(c.getConfigClass(), c.defaultConfig());
    }

    Interceptors interceptors = new Interceptors(AndroidInterceptors.all());
    InstrumentationConfiguration.Builder builder = new InstrumentationConfiguration.Builder();
    for (String own : new String[] {"Launcher", "Phone", "Phone$Sandbox", "PhoneLoader"}) {
      builder.doNotAcquireClass("phone." + own);
    }
    injector.getInstance(AndroidConfigurer.class).configure(builder, interceptors);
    InstrumentationConfiguration instrumentation = builder.build();

    AndroidSandbox sandbox =
        injector
            .getInstance(SandboxManager.SandboxBuilder.class)
            .build(instrumentation, sdk, sdk, ResourcesMode.Mode.BINARY, SQLiteMode.Mode.NATIVE);
    ShadowMap shadows = injector.getInstance(ShadowProviders.class).getBaseShadowMap();
    sandbox.replaceShadowMap(shadows);
    sandbox.configure(
        injector
            .getInstance(ClassHandlerBuilder.class)
            .build(shadows, new AndroidSdkShadowMatcher(api), interceptors),
        interceptors);

    ClassLoader loader = sandbox.getRobolectricClassLoader();
    PhoneLoader.acquired = instrumentation::shouldAcquire;
    PhoneLoader.sandbox = loader;

    AndroidManifest appManifest =
        new AndroidManifest(manifest, null, null, Collections.emptyList(), null, apk);
    sandbox.runOnMainThread(
        () -> {
          try {
            Thread.currentThread().setContextClassLoader(loader);
            sandbox.getTestEnvironment().setUpApplicationState("phone", config, appManifest);
            PhoneLoader.READY.countDown();
            Class<?> main = Class.forName("com.example.chatty.Main", false, loader);
            sandbox.bootstrappedClass(main).getMethod("live").invoke(null);
          } catch (Throwable t) {
            t.printStackTrace();
            System.exit(3);
          }
        });
  }

  /** Android's HttpURLConnection takes PATCH, the JDK's does not: it is put in the place of TRACE. */
  private static void allowPatch() throws ReflectiveOperationException {
    Field field = HttpURLConnection.class.getDeclaredField("methods");
    field.setAccessible(true);
    String[] methods = (String[]) field.get(null);
    methods[Arrays.asList(methods).indexOf("TRACE")] = "PATCH";
  }
}
