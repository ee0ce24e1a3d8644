#!/bin/bash
# build.sh OUT: builds the art rig into OUT, from Debian's packages and Maven Central only. See README.md.
# Independent steps run at the same time; each is logged in OUT/.build/log, which goes away when all is well.
set -eu
HERE=$(cd "$(dirname "$0")" && pwd)
[ $# = 1 ] || { echo "build.sh: usage: build.sh OUT" >&2; exit 2; }
mkdir -p "$1"; OUT=$(cd "$1" && pwd); B=$OUT/.build; mkdir -p "$B/done" "$B/log" "$OUT/framework" "$OUT/lib"; rm -f "$B/failed"
T0=$(date +%s)
step() { # step NAME FUNCTION: once, logged, timed; of a failed step the end of the log is shown
  local t rc; t=$(date +%s)
  [ ! -e "$B/done/$1" ] || return 0
  [ ! -e "$B/failed" ] || return 1
  set +e; ( set -euo pipefail; cd "$B"; $2 ) >"$B/log/$1.log" 2>&1; rc=$?; set -e  # not '( … ) ||': that would switch errexit off inside
  if [ $rc != 0 ]; then { echo "build.sh: step $1 failed:"; tail -15 "$B/log/$1.log"; } >&2; : >"$B/failed"; return 1; fi
  : >"$B/done/$1"; echo "$1 $(($(date +%s) - t)) s"
}
after() { # after STEP…: waits for steps of another chain
  for s; do until [ -e "$B/done/$s" ]; do [ ! -e "$B/failed" ] || exit 1; sleep 0.2; done; done
}

R=$B/root; RI=$R/usr/include; RL=$R/usr/lib/x86_64-linux-gnu; J=$B/jars; LC=$B/libcore
AOSP='10.0.0+r36'
APT="apt-get -qq -o Dir::Etc::sourcelist=$B/apt/sources.list -o Dir::Etc::sourceparts=- -o Dir::State::lists=$B/apt/lists -o Dir::Cache=$B/apt/cache -o APT::Sandbox::User=root -o Acquire::Languages=none"
BULLSEYE="android-libart=$AOSP-3 android-libnativehelper=$AOSP-2 android-libnativehelper-dev=$AOSP-2 android-libnativebridge=1:$AOSP-7 android-libnativeloader=1:$AOSP-7
 android-libziparchive=1:$AOSP-7 android-libbase=1:$AOSP-7 android-libbase-dev=1:$AOSP-7 android-liblog=1:$AOSP-7 android-liblog-dev=1:$AOSP-7 android-libbacktrace=1:$AOSP-7
 android-libunwind=$AOSP-4 android-libboringssl=$AOSP-1 android-libboringssl-dev=$AOSP-1 android-libcutils=1:$AOSP-7 android-platform-system-core-headers=1:$AOSP-7 p7zip-full/bullseye"
BOOKWORM="libicu72/bookworm libicu-dev/bookworm libexpat1/bookworm libexpat1-dev/bookworm zlib1g/bookworm zlib1g-dev/bookworm liblz4-1/bookworm libcap-dev/bookworm libatomic1/bookworm tzdata/bookworm"

do_apt() { # the mirror is the one the machine already uses for its own suite; nothing is installed, nothing system-wide changes
  local m; m=$(apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null | awk '$2=="bookworm"&&$3=="main"{print $1;exit}')
  [ -n "$m" ] || { echo "no apt source for bookworm main on this machine"; return 1; }
  mkdir -p apt/lists/partial apt/cache/archives/partial debs root src
  local k='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
  printf '%s\n' "deb $k $m bullseye main" "deb-src $k $m bullseye main" "deb $k $m bookworm main" >apt/sources.list
  $APT update
  ( cd debs; $APT download $BULLSEYE $BOOKWORM )
  for d in debs/*.deb; do dpkg-deb -x "$d" root; done
  ( cd src; $APT source --download-only android-platform-libcore=$AOSP-1; mkdir -p ../libcore; tar xzf android-platform-libcore_*.orig.tar.gz -C ../libcore )
  [ -e libcore/Android.bp ] || { local d; d=$(ls -d libcore/*/ | head -1); [ -e "$d/Android.bp" ] && mv "$d"/* libcore/; }
  [ -e libcore/openjdk_java_files.bp ]
}
do_mvn() { # one Maven run for all of them
  mkdir -p jars mvn
  { echo '<project><modelVersion>4.0.0</modelVersion><groupId>rig</groupId><artifactId>rig</artifactId><version>1</version><packaging>pom</packaging><build><plugins><plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId><configuration><outputDirectory>../jars</outputDirectory><artifactItems>'
    local g a v t
    while IFS=: read -r g a v t; do echo "<artifactItem><groupId>$g</groupId><artifactId>$a</artifactId><version>$v</version>${t:+<type>$t</type>}</artifactItem>"; done <<LIST
org.robolectric:android-all:10-robolectric-5803371
com.jakewharton.android.repackaged:dalvik-dx:14.0.0_r21
org.conscrypt:conscrypt-android:2.5.2:aar
org.conscrypt:conscrypt-openjdk-uber:2.5.2
org.ow2.asm:asm:9.7
org.ow2.asm:asm-tree:9.7
org.ow2.asm:asm-commons:9.7
org.bouncycastle:bcprov-jdk15on:1.60
LIST
    echo '</artifactItems></configuration></plugin></plugins></build></project>'; } >mvn/pom.xml
  mvn -q -B -f mvn/pom.xml dependency:copy
}
do_tools() { # Desugar and dx
  mkdir -p "$B/tools"
  cp "$J"/asm-9.7.jar "$J"/asm-tree-9.7.jar "$J"/asm-commons-9.7.jar "$J"/dalvik-dx-*.jar "$B/tools/"
  javac -nowarn -cp "$B/tools/*" -d "$B/tools/classes" "$HERE/src/desugar/Desugar.java"
}
dsg() { java -Xmx1500m -cp "$B/tools/classes:$B/tools/*" Desugar "$@"; }
dx() { java -Xmx1500m -cp "$B/tools/*" com.android.dx.command.Main --dex --min-sdk-version=28 "$@"; }
applied() { local p; for p in "$@"; do [ -e "$p" ] || continue; patch -d "$LC" -p1 -s -f -R --dry-run <"$p" >/dev/null 2>&1 || patch -d "$LC" -p1 -s -f <"$p"; done; } # a patch already in is left alone
addres() { ( cd "$1" && zip -qr "$2" . ); } # addres DIR JAR

do_core_java() {
  applied "$HERE"/src/patches/java-*.patch
  # the file lists of the upstream build, less: annotation stubs, compile-time copies of java.lang.invoke, and a class that needs -source 9
  grep -ohE '"[^"*]+\.java"' libcore/openjdk_java_files.bp libcore/non_openjdk_java_files.bp | tr -d '"' | sort -u | grep -vE '^ojluni/annotations/|/Java9LanguageFeatures.java$|^ojluni/src/lambda/java/java/lang/invoke/(CallSite|LambdaConversionException|MethodHandle|MethodHandles|MethodType).java$' >core.files
  rm -rf core.cls; mkdir core.cls
  ( cd libcore && javac -nowarn -encoding UTF-8 -g -source 8 -target 8 -bootclasspath "$(ls "$J"/android-all-*.jar)" -proc:none -Xmaxerrs 20 -d ../core.cls @../core.files )
  # LambdaMetafactory that works (upstream's is an empty stub): for dex files that still hold invokedynamic
  javac -nowarn -source 8 -target 8 -bootclasspath core.cls:"$(ls "$J"/android-all-*.jar)" -proc:none -d core.cls "$HERE"/src/java/core/java/lang/invoke/*.java
  [ "$(find core.cls -name '*.class' | wc -l)" -gt 3500 ]
}
do_core_dex() {
  dsg core.d.jar core.cls
  dx --core-library --output="$OUT/framework/core.jar" core.d.jar
  rm -rf core.res; mkdir -p core.res/java/security
  cp "$HERE/src/java/security.properties" core.res/java/security/
  cp -r libcore/ojluni/src/main/resources/. core.res/; cp -r libcore/luni/src/main/resources/. core.res/ 2>/dev/null || true
  addres core.res "$OUT/framework/core.jar"
}
do_conscrypt() { # Java side from the Android artifact, native side from the OpenJDK one: same release, same JNI names
  rm -rf cs; mkdir cs; unzip -q -o "$J"/conscrypt-android-*.aar classes.jar -d cs
  dsg cs/c.jar cs/classes.jar; dx --core-library --output="$OUT/framework/conscrypt.jar" cs/c.jar
  unzip -q -o "$J"/conscrypt-openjdk-uber-*.jar 'META-INF/native/*linux-x86_64.so' org/conscrypt/conscrypt.properties -d cs
  mkdir -p cs/res/org/conscrypt; cp cs/org/conscrypt/conscrypt.properties cs/res/org/conscrypt/; addres cs/res "$OUT/framework/conscrypt.jar"
  cp cs/META-INF/native/libconscrypt_openjdk_jni-linux-x86_64.so "$OUT/lib/libconscrypt_jni.so"
}
do_bc() { # under the package name that Android gives it, so an app's own org.bouncycastle does not clash
  dsg bc.jar --relocate org/bouncycastle/=com/android/org/bouncycastle/ --only '^org/bouncycastle/(asn1|crypto|jcajce|jce|math|util|iana|internal|pqc|x509)/' "$J"/bcprov-jdk15on-*.jar
  dx --core-library --output="$OUT/framework/bouncycastle.jar" bc.jar
}
SMALL='^android/(util|text|os|net/(Uri|ParseException|Network\w*|LocalS\w*|Credentials|TrafficStats|NetworkSecurity\w*|http|ssl|compatibility)|content|database|annotation|system|icu|ddm|accounts/Account|app/(ActivityThread|Application|ActivityManager|LoadedApk)|security/(NetworkSecurityPolicy|net|keystore)|webkit/(URLUtil|MimeTypeMap|WebView|WebViewClient|WebSettings|CookieManager|ValueCallback|WebResource\w+|SslErrorHandler|JavascriptInterface|WebMessage\w*|WebChromeClient)|provider/Settings|telephony/(TelephonyManager|SubscriptionManager)|location/Loc)|^com/android/(okhttp|internal/(util|os/(Zygote\w*|RuntimeInit|SomeArgs|BackgroundThread|AndroidPrintStream|LoggingPrintStream|ClassLoaderFactory|Classpath|PowerProfile|Binder\w*|IResultReceiver|HandlerCaller)|annotations)|org/conscrypt|server/NetworkManagementSocketTagger)|^org/(apache/http|json|ccil)|^libcore/net/|^org/xml/sax|^javax/xml'
do_fw_small() { dsg fws.jar --only "$SMALL" "$J"/android-all-*.jar; fwdx fws.jar framework-small.jar; }
fwdx() { # IN OUT: classes that libcore already has are not dexed twice; ICU's data files stay in the jar as resources
  rm -rf fwx; mkdir fwx; ( cd fwx; unzip -q ../"$1" )
  ( cd core.cls; find . -name '*.class' ) | ( cd fwx; xargs rm -f )
  ( cd fwx; rm -f ../fwc.jar ../fwr.jar; find . -name '*.class' | zip -q -1 ../fwc.jar -@; find . -name '*.class' -delete; find . -type d -empty -delete )
  dx --core-library --multi-dex --output="$OUT/framework/$2" fwc.jar
  if [ -n "$(ls -A fwx)" ]; then addres "$B/fwx" "$OUT/framework/$2"; fi
}
do_stub() {
  rm -rf stub; mkdir stub
  javac -nowarn -source 8 -target 8 -bootclasspath core.cls -proc:none -d stub $(find "$HERE/src/java/stub" -name '*.java')
  ( cd stub; zip -qr ../stub.jar . ); dx --core-library --output="$OUT/framework/stub.jar" stub.jar
}
do_libs() {
  mkdir -p "$OUT/lib" "$OUT/root/etc/security/cacerts" "$OUT/root/data/dalvik-cache/x86_64" "$OUT/root/etc/tz" "$OUT/root/usr/share/zoneinfo"
  local a=$RL/android l
  for l in libbacktrace libbase libcrypto libcutils liblog libnativebridge libnativeloader libsigchain libssl libunwind libziparchive; do cp -L "$a/$l.so.0" "$OUT/lib/"; done
  cp -L "$a/libart.so.0" "$OUT/lib/libart.so"; cp -L "$a/libnativehelper.so.0" "$OUT/lib/libnativehelper.so"
  patchelf --set-soname libart.so "$OUT/lib/libart.so"; patchelf --set-soname libnativehelper.so "$OUT/lib/libnativehelper.so"
  cp -L "$R/usr/lib/p7zip/7z.so" "$OUT/lib/lib7z.so"
  for l in libicuuc.so.72 libicui18n.so.72 libicudata.so.72 libexpat.so.1 liblz4.so.1 libatomic.so.1; do cp -L "$(find "$R" -name "$l" | head -1)" "$OUT/lib/"; done
  for l in libart.so.0:libart.so libnativebridge.so:libnativebridge.so.0 libnativeloader.so:libnativeloader.so.0 libcrypto.so:libcrypto.so.0; do ln -sf "${l#*:}" "$OUT/lib/${l%%:*}"; done
}
do_natives() {
  applied "$HERE"/src/patches/native-*.patch
  rm -rf obj; mkdir obj
  local N=$LC/luni/src/main/native O=$LC/ojluni/src/main/native f
  local inc="-I$HERE/src/include -I$LC/include -I$LC/luni/src/main/native -I$RI/android -I$RI/android/nativehelper -I$RI/android/openssl/.. -I$RI -I$RI/x86_64-linux-gnu -I$O"
  { echo "#!/bin/sh"; echo 'F="-fPIC -O2 -w -D_GNU_SOURCE -DLINUX -D_LARGEFILE64_SOURCE"'
    echo "I='$inc'"; echo 'case $1 in *.c) gcc -std=gnu11 $F "-D__has_feature(x)=0" $I -c "$1" -o "obj/$2.o";; *) g++ -std=gnu++17 -fpermissive -include cstring -include cstdlib $F "-D__has_feature(x)=0" $I -c "$1" -o "obj/$2.o";; esac || exit 1'; } >cc.sh
  local luni_files; luni_files=$(sed -n '/luni_native_srcs/,/^}/p' "$N/Android.bp" | grep -oE '"[A-Za-z0-9_]+\.(cpp|c)"' | tr -d '"')
  { for f in $luni_files; do echo "$N/$f luni_${f%.*}"; done
    echo "$LC/dalvik/src/main/native/org_apache_harmony_dalvik_NativeTestTarget.cpp luni_NativeTestTarget"
    echo "$N/AsynchronousCloseMonitor.cpp io_AsynchronousCloseMonitor"
    for f in $(sed -n '/libopenjdk_native_srcs/,/^}/p' "$O/Android.bp" | grep -oE '"[A-Za-z0-9_]+\.(cpp|c)"' | tr -d '"'); do echo "$O/$f oj_${f%.*}"; done
    echo "$HERE/src/native/jvm.cpp jvm_jvm"; } >natives.list
  sort -u natives.list | xargs -P "$(nproc)" -L1 sh cc.sh
  local a="-L$OUT/lib -L$RL -Wl,-rpath-link,$OUT/lib"
  g++ -shared -o "$OUT/lib/libandroidio.so" obj/io_*.o $a -l:liblog.so.0 -Wl,-soname,libandroidio.so
  g++ -shared -o "$OUT/lib/libjavacore.so" obj/luni_*.o $a -landroidio -l:libbase.so.0 -l:liblog.so.0 -l:libnativehelper.so -l:libcrypto.so.0 -lexpat -licui18n -licuuc -lz -Wl,-soname,libjavacore.so -Wl,--no-undefined
  g++ -shared -o "$OUT/lib/libopenjdkjvm.so" obj/jvm_*.o $a -l:libart.so -Wl,-soname,libopenjdkjvm.so
  g++ -shared -o "$OUT/lib/libopenjdk.so" obj/oj_*.o $a -landroidio -l:libbase.so.0 -l:liblog.so.0 -l:libnativehelper.so -lopenjdkjvm -licuuc -lz -Wl,-soname,libopenjdk.so -Wl,--no-undefined
}
do_shims() {
  mkdir -p "$OUT/lib/shim"
  local i="-O2 -g -Wall -Wno-unused-function -I$RI/android/nativehelper -I$RI/android"
  gcc -shared -fPIC $i -o "$OUT/lib/shim/libc.so" "$HERE/src/native/libc_shim.c" -Wl,-soname,libc.so -ldl
  gcc -shared -fPIC $i -o "$OUT/lib/libandroid_runtime.so" "$HERE/src/native/runtime_shim.c" -Wl,-soname,libandroid_runtime.so
  # libc.so.6 first, then the shim: the shim is mapped before the first instruction of main() (frida.spawn stops there, and the bridge
  # decides between ART and HotSpot when it is loaded), yet glibc's symbols win every lookup.
  gcc $i -rdynamic -o "$OUT/art" "$HERE/src/native/launcher.c" -Wl,--no-as-needed -l:libc.so.6 "$OUT/lib/shim/libc.so" -Wl,-rpath,'$ORIGIN/lib/shim'
  local f; for f in "$OUT"/lib/*.so*; do [ -L "$f" ] || patchelf --set-rpath '$ORIGIN' "$f"; done
  python3 "$HERE/src/mktzdata.py" "$R/usr/share/zoneinfo" "$OUT/root/etc/tz/tzdata"; cp "$OUT/root/etc/tz/tzdata" "$OUT/root/usr/share/zoneinfo/tzdata"
}
do_selftest() {
  rm -rf st; mkdir st; javac -nowarn --release 8 -cp "$(ls "$J"/android-all-*.jar)" -d st "$HERE/src/java/SelfTest.java"
  dsg st.d.jar st; dx --output=st.jar st.d.jar
  timeout 60 "$OUT/art" -cp st.jar SelfTest
}

# not 'a && b': what stands left of && goes on after an error
( step mvn do_mvn; step tools do_tools; step bouncycastle do_bc; step conscrypt do_conscrypt ) & A=$!
( step apt do_apt; step libs do_libs; step natives do_natives; step shims do_shims ) & C=$!
( after tools apt; step core-java do_core_java; step core-dex do_core_dex; step stub do_stub ) & D=$!
( after core-java; step framework do_fw_small ) & E=$!
for chain in $A $C $D $E; do wait $chain || { wait; exit 1; }; done
step selftest do_selftest
rm -rf "$B"
echo "total $(($(date +%s) - T0)) s, $(du -sm "$OUT" | cut -f1) MB"
