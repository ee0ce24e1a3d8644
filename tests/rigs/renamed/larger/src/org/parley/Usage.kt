/** Amplitude's HTTP API, by Retrofit: once as a suspending function, once as a call that waits on Dispatchers.IO. */
package org.parley

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import kotlinx.serialization.json.Json
import okhttp3.MediaType.Companion.toMediaType
import okhttp3.ResponseBody
import retrofit2.Call
import retrofit2.Retrofit
import retrofit2.converter.kotlinx.serialization.asConverterFactory
import retrofit2.create
import retrofit2.http.Body
import retrofit2.http.Field
import retrofit2.http.FormUrlEncoded
import retrofit2.http.POST

interface UsageApi {
    @POST("2/httpapi")
    suspend fun events(@Body events: Events): ResponseBody

    @FormUrlEncoded
    @POST("identify")
    fun identify(@Field("api_key") key: String, @Field("identification") who: String): Call<ResponseBody>
}

class Usage {
    private val api: UsageApi = Retrofit.Builder()
        .baseUrl("https://api2.amplitude.com/")
        .addConverterFactory(Json.asConverterFactory("application/json".toMediaType()))
        .build()
        .create()

    suspend fun report(said: Said) {
        val properties = mapOf("length" to said.text.length.toString(), "device_model" to said.sender.model)
        api.events(Events(KEY, listOf(Event(said.sender.mail, said.sender.device, "chat_send", properties)))).close()
        withContext(Dispatchers.IO) {
            api.identify(KEY, """{"user_id":"${said.sender.mail}"}""").execute().body()?.close()
        }
    }

    private companion object {
        const val KEY = "3f7c2a9be0514d68a1c4e2f95b80d736"
    }
}
