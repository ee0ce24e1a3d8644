"""What frida-java-bridge 7.0.13 must be told of an ART built with glibc and libstdc++; a phone needs none of it."""

from __future__ import annotations

from pathlib import Path

# file, what stands there, what must stand there
_EDITS = (
    # ART's LengthPrefixedArray has a 32-bit length and then padding. Bionic's allocator hands out zeroed pages, so that
    # reading 64 bits happens to work on a phone; under glibc the padding holds rubbish and the bridge stops with
    # "Unable to find copied methods in java/lang/Thread".
    (
        "android.js",
        "const length = (lengthSize === 4) ? header.readU32() : header.readU64().valueOf();",
        "const length = header.readU32();",
    ),
    # Java.choose: the name carries libc++'s std::vector on a phone, libstdc++'s here.
    (
        "android.js",
        "EEEbiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE",
        "EEEbiRSt6vectorINS4_INS5_6ObjectEEESaISA_EE",
    ),
    # The bridge clears kAccSkipAccessChecks of a hooked method so that the interpreter calls it through DoCall, where
    # the hook is. ART sets the flag again on all methods of a class when it verifies the class, that is at its first
    # use: a hook on a class not yet initialised would work once and then be bypassed. A phone's classes are verified
    # ahead of time; here nothing is. So the flag is cleared again each time ART has set it.
    (
        "android.js",
        "artController.replacedMethods.set(hookedMethodId, replacementMethodId);",
        "artController.replacedMethods.set(hookedMethodId, replacementMethodId);"
        " (globalThis.__rigHooked ??= (() => { const s = []; const off = getArtMethodSpec(vm).offset.accessFlags;"
        " Interceptor.attach(api.module.getExportByName("
        "'_ZN3art6mirror5Class35SetSkipAccessChecksFlagOnAllMethodsENS_11PointerSizeE'), { onLeave () {"
        " for (const m of s) { if (artController.replacedMethods.get(m).isNull()) continue; const p = m.add(off);"
        " p.writeU32((p.readU32() & ~(kAccSkipAccessChecks | kAccFastInterpreterToInterpreterInvoke)) >>> 0); } } });"
        " return s; })()).push(hookedMethodId);",
    ),
    # std::string by value: libc++'s names and 24 bytes on a phone, libstdc++'s and {pointer, size, 16 bytes} here.
    # Without it art::ArtMethod::PrettyMethod is not found and Java.enumerateMethods calls a null pointer.
    (
        "android.js",
        "GetDescriptorEPNSt3__112basic_stringIcNS2_11char_traitsIcEENS2_9allocatorIcEEEE",
        "GetDescriptorEPNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE",
    ),
    ("android.js", "_ZN3art9ArtMethod12PrettyMethodEb", "_ZN3art9ArtMethod12PrettyMethodB5cxx11Eb"),
    ("android.js", "_ZNK3art12StackVisitor16DescribeLocationEv", "_ZNK3art12StackVisitor16DescribeLocationB5cxx11Ev"),
    ("android.js", "_ZN3art6mirror5Class11GetLocationEv", "_ZN3art6mirror5Class11GetLocationB5cxx11Ev"),
    ("android.js", "this.handle = Memory.alloc(STD_STRING_SIZE);", "this.handle = Memory.alloc(4 * pointerSize);"),
    (
        "android.js",
        "const isTiny = (str.readU8() & 1) === 0;\n"
        "    const data = isTiny ? str.add(1) : str.add(2 * pointerSize).readPointer();",
        "const data = str.readPointer();\n    const isTiny = data.equals(str.add(2 * pointerSize));",
    ),
    (
        "android.js",
        "    guint8 flags;\n    StdTinyString tiny;",
        "    guint8 flags;\n    gchar storage[32];\n    StdTinyString tiny;",
    ),
    (
        "android.js",
        "  bool is_large = (str->flags & 1) != 0;\n  if (is_large)\n    cxx_delete (str->large.data);",
        "  if (*(gchar **) str != (gchar *) str + 16)\n    cxx_delete (*(gchar **) str);",
    ),
    (
        "android.js",
        "  bool is_large = (str->flags & 1) != 0;\n  return is_large ? str->large.data : str->tiny.data;",
        "  return *(gchar **) str;",
    ),
    (
        "class-model.js",
        "  gsize capacity;\n  gsize size;\n  gchar * data;",
        "  gchar * data;\n  gsize size;\n  gchar local[16];",
    ),
    (
        "class-model.js",
        "  if ((self->l.capacity & 1) != 0)\n    return self->l.data;\n\n  return self->s.data;",
        "  return self->l.data;",
    ),
    (
        "class-model.js",
        "  if ((str->l.capacity & 1) != 0)\n    art_api.free",
        "  if (str->l.data != str->l.local)\n    art_api.free",
    ),
)


def edit(node_modules: Path) -> None:
    """Applies every edit to an unedited bridge. Raises RuntimeError where a text is not there: another version."""
    library = node_modules / "frida-java-bridge" / "lib"
    texts = {name: (library / name).read_text("utf-8") for name in {name for name, _, _ in _EDITS}}
    for name, old, new in _EDITS:
        if old not in texts[name]:
            raise RuntimeError(f"{name} of frida-java-bridge has changed: it has no {old[:60]!r}")
        texts[name] = texts[name].replace(old, new)
    for name, text in texts.items():
        (library / name).write_text(text, "utf-8")
