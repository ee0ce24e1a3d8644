/** The app's own server, by Ktor over OkHttp: a flow that works on Dispatchers.IO. */
package org.parley

import io.ktor.client.HttpClient
import io.ktor.client.call.body
import io.ktor.client.engine.okhttp.OkHttp
import io.ktor.client.plugins.contentnegotiation.ContentNegotiation
import io.ktor.client.request.post
import io.ktor.client.request.setBody
import io.ktor.http.ContentType
import io.ktor.http.contentType
import io.ktor.serialization.kotlinx.json.json
import java.io.IOException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.serialization.json.Json

class OwnServer {
    private val client = HttpClient(OkHttp) {
        install(ContentNegotiation) { json(Json { ignoreUnknownKeys = true }) }
    }

    fun talk(said: Said): Flow<String> = flow {
        val reply: Reply = client.post("https://api.parley.test/v1/messages") {
            contentType(ContentType.Application.Json)
            setBody(said)
        }.body()
        emit(reply.reply)
    }.catch { problem -> if (problem is IOException) emit(problem.toString()) else throw problem }
        .flowOn(Dispatchers.IO)
}
