/** AppLog: the SDK that also gets what is typed. */
package org.parley

import android.content.Context
import com.bytedance.applog.AppLog
import com.bytedance.applog.InitConfig
import org.json.JSONObject

object Tracking {
    fun start(context: Context, mail: String) {
        AppLog.setEncryptAndCompress(true)
        AppLog.init(context, InitConfig("402715", "store").setAppName("parley"))
        AppLog.setUserUniqueID(mail)
    }

    fun sent(text: String) = AppLog.onEventV3("chat_send", JSONObject().put("text", text))
}
