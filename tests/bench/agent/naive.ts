/** What a first Frida script for Java looks like: two methods of the app replaced, each call a message with its arguments. */
import Java from "frida-java-bridge";

function start(): void {
    Java.perform(() => {
        const log = Java.use("com.bytedance.applog.AppLog") as any;
        log.onEventV3.implementation = function (event: string, params: unknown) {
            send({ event, params: String(params) });
            return this.onEventV3(event, params);
        };
        const secure = Java.use("android.provider.Settings$Secure") as any;
        secure.getString.implementation = function (resolver: unknown, name: string) {
            const value = this.getString(resolver, name);
            send({ name, value });
            return value;
        };
    });
}

rpc.exports = { start };
