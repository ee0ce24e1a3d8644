/** A chat app in Kotlin: the same round again and again, to its own server, to an SDK's and to two others. */
package org.parley

import android.app.ActivityThread
import android.os.Build
import android.provider.Settings
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.runBlocking

private const val PROMPT = "where do I hide my diary from my brother"
private const val MAIL = "jo@example.org"
private const val PAUSE_MS = 300L

fun main() {
    val context = ActivityThread.currentApplication()
    val device = Settings.Secure.getString(context.contentResolver, Settings.Secure.ANDROID_ID)
    val said = Said(PROMPT, Sender(MAIL, device, Build.MODEL))
    val own = OwnServer()
    val usage = Usage()
    val ads = System.getProperty("parley.ads")?.let(::Ads)
    Tracking.start(context, MAIL)
    runBlocking {
        while (true) {
            own.talk(said).collect { println("reply $it") }
            Tracking.sent(PROMPT)
            attempt("usage") { usage.report(said) }
            if (ads != null) attempt("ads") { ads.report(said) }
            delay(PAUSE_MS)
        }
    }
}

private suspend fun attempt(what: String, work: suspend () -> Unit) {
    try {
        work()
    } catch (problem: java.io.IOException) {
        println("$what $problem")
    }
}
