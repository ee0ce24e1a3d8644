/** What a first Frida script for TLS looks like: every call of OpenSSL's interface a message with its bytes. */
const libssl = Process.enumerateModules().find((m) => m.name.startsWith("libssl"));

for (const name of ["SSL_write", "SSL_write_ex"])
    Interceptor.attach(libssl.getExportByName(name), {
        onEnter(args) {
            send({ name }, args[1].readByteArray(args[2].toInt32()));
        },
    });

Interceptor.attach(libssl.getExportByName("SSL_read"), {
    onEnter(args) {
        this.buffer = args[1];
    },
    onLeave(result) {
        const size = result.toInt32();
        if (size > 0) send({ name: "SSL_read" }, this.buffer.readByteArray(size));
    },
});

Interceptor.attach(libssl.getExportByName("SSL_read_ex"), {
    onEnter(args) {
        this.buffer = args[1];
        this.count = args[3];
    },
    onLeave(result) {
        if (result.toInt32() === 1) send({ name: "SSL_read_ex" }, this.buffer.readByteArray(Number(this.count.readU64())));
    },
});
