// libopenjdkjvm.so: the JVM_* entry points that libcore's ojluni natives call. Debian ships no libopenjdkjvm; these are thin POSIX
// wrappers. JVM_NativeLoad goes to the real art::JavaVMExt::LoadNativeLibrary (System.loadLibrary works).
#include <jni.h>
#include <string>
#include <stdlib.h>
#include <stdio.h>
#include <unistd.h>
#include <fcntl.h>
#include <errno.h>
#include <string.h>
#include <stdarg.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <time.h>
#include <dlfcn.h>
namespace art {
namespace gc {
enum GcCause { kGcCauseNone, kGcCauseForAlloc, kGcCauseBackground, kGcCauseExplicit };
class Heap { public: void CollectGarbage(bool clear_soft_references, GcCause cause); };
}
class JavaVMExt { public: bool LoadNativeLibrary(JNIEnv*, const std::string&, jobject, jclass, std::string*); };
}
// Debian's libart gives no way to its heap but the runtime's own fields: the VM's second word is its art::Runtime, and there heap_
// lies 12 words before java_vm_ (Android 10's runtime.h; frida-java-bridge counts the same words).
static art::gc::Heap *heap() {
  static art::gc::Heap *found;
  if (found) return found;
  JavaVM *vm;
  jsize n;
  if (JNI_GetCreatedJavaVMs(&vm, 1, &n) || !n) return 0;
  void **runtime = ((void ***)vm)[1];
  for (int i = 48; i < 148; i++)
    if (runtime[i] == vm) return found = (art::gc::Heap *)runtime[i - 12];
  abort();
}
extern "C" {
#define X __attribute__((visibility("default")))
X jint JVM_Open(const char*f,jint fl,jint m){int fd=open(f,fl&~0x2000/*JVM_O_DELETE*/,m);return fd<0?(errno==EEXIST?-100:-1):fd;}
X jint JVM_Close(jint fd){return close(fd);} X jint JVM_Read(jint fd,char*b,jint n){return read(fd,b,n);} X jint JVM_Write(jint fd,char*b,jint n){return write(fd,b,n);}
X jlong JVM_Lseek(jint fd,jlong o,jint w){return lseek(fd,o,w);} X jint JVM_Sync(jint fd){return fsync(fd);}
X void* JVM_RawMonitorCreate(){auto*m=new pthread_mutex_t;pthread_mutex_init(m,0);return m;} X void JVM_RawMonitorDestroy(void*m){delete (pthread_mutex_t*)m;}
X jint JVM_RawMonitorEnter(void*m){return pthread_mutex_lock((pthread_mutex_t*)m);} X void JVM_RawMonitorExit(void*m){pthread_mutex_unlock((pthread_mutex_t*)m);}
X char* JVM_NativePath(char*p){return p;} X jint JVM_GetLastErrorString(char*b,int l){const char*s=strerror(errno);strncpy(b,s,l);b[l-1]=0;return strlen(b);}
X int jio_snprintf(char*b,size_t l,const char*f,...){va_list a;va_start(a,f);int r=vsnprintf(b,l,f,a);va_end(a);return r;}
X int jio_vsnprintf(char*b,size_t l,const char*f,va_list a){return vsnprintf(b,l,f,a);}
X int jio_fprintf(FILE*p,const char*f,...){va_list a;va_start(a,f);int r=vfprintf(p,f,a);va_end(a);return r;}
X int jio_vfprintf(FILE*p,const char*f,va_list a){return vfprintf(p,f,a);}
X void* JVM_FindLibraryEntry(void*h,const char*n){return dlsym(h,n);}
X jlong JVM_CurrentTimeMillis(JNIEnv*,jclass){struct timeval t;gettimeofday(&t,0);return t.tv_sec*1000LL+t.tv_usec/1000;}
X jlong JVM_NanoTime(JNIEnv*,jclass){struct timespec t;clock_gettime(CLOCK_MONOTONIC,&t);return t.tv_sec*1000000000LL+t.tv_nsec;}
X jint JVM_Socket(jint d,jint t,jint p){return socket(d,t,p);} X jint JVM_InitializeSocketLibrary(){return 0;}
X jint JVM_SetSockOpt(jint f,int l,int o,const char*v,int n){return setsockopt(f,l,o,v,n);} X jint JVM_SocketShutdown(jint f,jint h){return shutdown(f,h);}
X jint JVM_GetSockOpt(jint f,int l,int o,char*v,int*n){socklen_t s=*n;int r=getsockopt(f,l,o,v,&s);*n=s;return r;}
X jint JVM_GetSockName(jint f,struct sockaddr*a,int*n){socklen_t s=*n;int r=getsockname(f,a,&s);*n=s;return r;}
X jint JVM_SocketAvailable(jint f,jint*r){return ioctl(f,FIONREAD,r)<0?0:1;} X jint JVM_Send(jint f,char*b,jint n,jint fl){return send(f,b,n,fl);}
X jint JVM_SocketClose(jint f){return close(f);} X jint JVM_Listen(jint f,jint c){return listen(f,c);} X jint JVM_Connect(jint f,struct sockaddr*a,jint l){return connect(f,a,l);}
X int JVM_GetHostName(char*n,int l){return gethostname(n,l);} 
X jlong JVM_FreeMemory(){return 64<<20;} X jlong JVM_TotalMemory(){return 128<<20;} X jlong JVM_MaxMemory(){return 512<<20;}
X void JVM_GC(){if(heap())heap()->CollectGarbage(false,art::gc::kGcCauseExplicit);}
X void JVM_Exit(jint s){exit(s);} X void JVM_Halt(jint s){_exit(s);}
X jstring JVM_NativeLoad(JNIEnv*env,jstring jf,jobject loader,jclass caller){
  const char*c=env->GetStringUTFChars(jf,0);std::string p(c),err;env->ReleaseStringUTFChars(jf,c);
  JavaVM*vm;env->GetJavaVM(&vm); bool ok=((art::JavaVMExt*)vm)->LoadNativeLibrary(env,p,loader,caller,&err); if(ok)return 0; env->ExceptionClear(); return env->NewStringUTF(err.c_str());}
X jboolean JVM_IsNaN(jdouble d){return d!=d;}
X jobject JVM_CurrentThread(JNIEnv*,jclass){abort();} X void JVM_Interrupt(JNIEnv*,jobject){abort();} X jboolean JVM_IsInterrupted(JNIEnv*,jobject,jboolean){abort();}
X void JVM_Yield(JNIEnv*,jclass){sched_yield();} X void JVM_Sleep(JNIEnv*,jclass,jobject,jlong){abort();} X jstring JVM_InternString(JNIEnv*,jstring){abort();}
X jint JVM_IHashCode(JNIEnv*,jobject){abort();} X void JVM_ArrayCopy(JNIEnv*,jclass,jobject,jint,jobject,jint,jint){abort();}
X void* JVM_RegisterSignal(jint,void*){abort();} X jint JVM_FindSignal(const char*){abort();} X jboolean JVM_RaiseSignal(jint){abort();}
}
