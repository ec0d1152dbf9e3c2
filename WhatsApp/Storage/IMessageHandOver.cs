namespace Wasilo.WhatsApp.Storage;

/// <summary>
/// Where messages change hands between the engine and whoever keeps them: received ones once they are decrypted, and those to be sent once
/// they are encrypted. What a message did to its ratchets and the message itself become durable together, or neither does.
/// </summary>
/// <remarks>
/// <para>A ratchet's key is good for one message. Were the ratchet stored without the message, a crash would lose the message: the server
/// delivers it again, and it can't be decrypted again. Were a message sent before its ratchet is stored, a crash would make the same key
/// encrypt another one. So nothing received is acknowledged, and nothing encrypted leaves, before the call about it has returned.</para>
/// <para>The engine makes one call at a time to the two methods that take something, in the order of its events. If one throws, the engine
/// forgets what it did, ends its connection and reads its state anew: the call may or may not have come through.</para>
/// </remarks>
public interface IMessageHandOver
{
    /// <summary>Takes what was decrypted and not yet acknowledged. Returns once it is durable.</summary>
    /// <returns>The places of those items whose keys were taken before; they are acknowledged and not reported again.</returns>
    /// <exception cref="Errors.StaleOwnerException">Someone else has taken over. Nothing was written.</exception>
    ValueTask<IReadOnlySet<int>> TakeInboundAsync(InboundBatch batch, long epoch);

    /// <summary>Takes what was encrypted and not yet sent. Returns once it is durable.</summary>
    /// <remarks>A message with the id of an earlier one replaces it: it is the earlier one, encrypted again.</remarks>
    /// <exception cref="Errors.StaleOwnerException">Someone else has taken over. Nothing was written.</exception>
    ValueTask TakeOutgoingAsync(OutgoingBatch batch, long epoch);

    /// <summary>A message that was taken to be sent, as long as it is kept; at least the last 512 are.</summary>
    ValueTask<OutgoingRecord?> FindOutgoingAsync(string id, CancellationToken cancellationToken);

    /// <summary>Messages that were taken and are still pending, in their order. For the start after a crash.</summary>
    ValueTask<IReadOnlyList<OutgoingMessage>> LoadPendingAsync(CancellationToken cancellationToken);
}
