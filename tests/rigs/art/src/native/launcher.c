/* OUT/art: a relocatable dalvikvm. Finds its own folder through /proc/self/exe, so it can be spawned by absolute path
 * (frida.spawn) with no wrapper script and no environment. Options: -cp PATH, -D…, -X…, then the main class and its arguments.
 *   -Xbootclasspath/p:PATH  jars whose classes win over the framework jar's (not over libcore's)
 *   ART_FW=small|none       whether the framework jar goes in the boot class path (default: small)
 *   ART_WAIT=FILE           after the VM is up and before main(): wait until FILE exists (for attach-then-hook)
 *   ART_LOG=v|i|w|e         ART's own log on stderr (default: fatal only)
 *   ART_MX=512m             heap limit */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <jni.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Hook point: called on the main thread, attached to the VM, with the app's class loader in place, before the main class is
 * initialised. A spawned process is hooked by Interceptor.attach on this export and Java.perform inside onEnter. */
__attribute__((visibility("default"), noinline)) void art_before_main(JNIEnv *env, const char *main_class) {
  __asm__ volatile(".fill 32, 1, 0x90" ::"r"(env), "r"(main_class) : "memory"); /* room for Frida's jump: a bare ret cannot be hooked */
}

/* 0 until the VM is up, then 1: lets an agent choose between hooking art_before_main and hooking at once. */
__attribute__((visibility("default"))) volatile int art_started = 0;

static char dir[4096];
static char *fmt(const char *f, const char *a, const char *b) {
  char *s;
  if (asprintf(&s, f, a, b) < 0) abort();
  return s;
}

int main(int argc, char **argv) {
  ssize_t n = readlink("/proc/self/exe", dir, sizeof dir - 1);
  if (n <= 0) return 2;
  dir[n] = 0;
  *strrchr(dir, '/') = 0;
  char *root = fmt("%s/root%s", dir, ""), *lib = fmt("%s/lib%s", dir, "");
  setenv("ANDROID_ROOT", root, 1);
  setenv("ANDROID_RUNTIME_ROOT", root, 1);
  setenv("ANDROID_TZDATA_ROOT", root, 1);
  setenv("ANDROID_DATA", fmt("%s/data%s", root, ""), 1);
  const char *lg = getenv("ART_LOG");
  setenv("ANDROID_LOG_TAGS", fmt("*:%s%s", lg ? lg : "f", ""), 1);

  JavaVMOption o[256];
  int no = 0, usermode = 0, i = 1;
#define OPT(s) (o[no].optionString = (s), o[no++].extraInfo = 0)
  const char *fw = getenv("ART_FW"), *first = "-Xbootclasspath/p:", *jsse = "-Djavax.net.ssl.trustStore";
  char *bcp = fmt("-Xbootclasspath:%s/framework/core.jar:%s/framework/conscrypt.jar", dir, dir);
  bcp = fmt("%s:%s/framework/bouncycastle.jar", bcp, dir);
  for (int k = 1; k < argc; k++)
    if (!strncmp(argv[k], first, strlen(first))) bcp = fmt("%s:%s", bcp, argv[k] + strlen(first));
  if (!fw || strcmp(fw, "none")) bcp = fmt("%s:%s/framework/framework-small.jar", bcp, dir);
  OPT(fmt("%s:%s/framework/stub.jar", bcp, dir));
  OPT("-Ximage:/nonexistent/core.art");
  OPT("-Xnoimage-dex2oat");
  OPT("-Xnorelocate");
  OPT("-Xms64m");
  OPT(fmt("-Xmx%s%s", getenv("ART_MX") ? getenv("ART_MX") : "512m", ""));
  OPT(fmt("-Djava.library.path=%s%s", lib, ""));
  OPT(fmt("-Djava.io.tmpdir=%s%s", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", ""));
  for (; i < argc && argv[i][0] == '-' && no < 250; i++) {
    if ((!strcmp(argv[i], "-cp") || !strcmp(argv[i], "-classpath")) && i + 1 < argc) OPT(fmt("-Djava.class.path=%s%s", argv[++i], ""));
    else if (strncmp(argv[i], first, strlen(first))) {
      if (!strcmp(argv[i], "-Xint") || !strncmp(argv[i], "-Xusejit", 8)) usermode = 1;
      /* a phone knows no such property: its authorities are in a store of their own, here rig.TrustedStore */
      if (!strncmp(argv[i], jsse, strlen(jsse))) argv[i] = fmt("-Drig.trustStore%s%s", argv[i] + strlen(jsse), "");
      OPT(argv[i]);
    }
  }
  if (!usermode) OPT("-Xint"); /* no compiler in the packages. -Xusejit:false = mterp: faster, but Frida's detach under load crashed or hung it */
  if (i >= argc) { fprintf(stderr, "usage: art -cp app.jar[:more.jar] [-Dk=v] [-X…] Main args…\n"); return 2; }

  void *h = dlopen(fmt("%s/libart.so%s", lib, ""), RTLD_NOW | RTLD_GLOBAL);
  if (!h) { fprintf(stderr, "art: %s\n", dlerror()); return 2; }
  void *ar = dlopen(fmt("%s/libandroid_runtime.so%s", lib, ""), RTLD_NOW | RTLD_GLOBAL);
  if (!ar) { fprintf(stderr, "art: %s\n", dlerror()); return 2; }
  jint (*create)(JavaVM **, JNIEnv **, void *) = dlsym(h, "JNI_CreateJavaVM");
  JavaVM *vm;
  JNIEnv *env;
  JavaVMInitArgs a = {JNI_VERSION_1_6, no, o, JNI_FALSE};
  int r = create(&vm, &env, &a);
  if (r) { fprintf(stderr, "art: JNI_CreateJavaVM = %d\n", r); return 3; }
  ((int (*)(JNIEnv *))dlsym(ar, "register_android_shim"))(env);

  char *cls = strdup(argv[i++]);
  art_before_main(env, cls);
  art_started = 1;
  const char *w = getenv("ART_WAIT");
  if (w && *w) while (access(w, F_OK)) usleep(20000);
  for (char *p = cls; *p; p++) if (*p == '.') *p = '/';
  int rc = 0;
  jclass c = (*env)->FindClass(env, cls);
  jmethodID m = c ? (*env)->GetStaticMethodID(env, c, "main", "([Ljava/lang/String;)V") : 0;
  if (!m) { (*env)->ExceptionDescribe(env); fprintf(stderr, "art: no main in %s\n", cls); return 4; }
  jobjectArray ja = (*env)->NewObjectArray(env, argc - i, (*env)->FindClass(env, "java/lang/String"), 0);
  for (int k = i; k < argc; k++) (*env)->SetObjectArrayElement(env, ja, k - i, (*env)->NewStringUTF(env, argv[k]));
  (*env)->CallStaticVoidMethod(env, c, m, ja);
  if ((*env)->ExceptionCheck(env)) { (*env)->ExceptionDescribe(env); (*env)->ExceptionClear(env); rc = 1; }
  (*vm)->DestroyJavaVM(vm);
  return rc;
}
