/** What the app says of its user, as its servers get it. */
package org.parley

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
data class Sender(@SerialName("email") val mail: String, @SerialName("android_id") val device: String, val model: String)

@Serializable
data class Said(@SerialName("prompt") val text: String, val sender: Sender)

@Serializable
data class Reply(val reply: String = "")

/** An event as Amplitude's HTTP API takes it. */
@Serializable
data class Event(
    @SerialName("user_id") val user: String,
    @SerialName("device_id") val device: String,
    @SerialName("event_type") val type: String,
    @SerialName("event_properties") val properties: Map<String, String>,
)

@Serializable
data class Events(@SerialName("api_key") val key: String, val events: List<Event>)
