using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>Something that is encrypted and sent, once it is its turn.</summary>
/// <param name="id">The id of its stanza.</param>
/// <param name="lane">Where it goes: what goes to one place goes in the order in which it was given.</param>
internal abstract class OutgoingItem(string id, Jid lane)
{
    internal string Id { get; } = id;

    internal Jid Lane { get; } = lane;

    /// <summary>Whether it waits for an answer of the server, or behind something that does.</summary>
    internal bool IsHeld { get; set; }

    /// <summary>Completes when the server has it; if nobody is to know, when it is written.</summary>
    internal TaskCompletionSource<SentMessage> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Asks the server what isn't known: devices, members, tokens. Completed when it returns if everything is known.</summary>
    internal abstract Task PrepareAsync();

    /// <summary>Encrypts it; null if there are devices without sessions, which <see cref="FetchAsync"/> then gets.</summary>
    internal abstract Task<Sealed?> EncryptAsync(SignalTransaction transaction);

    /// <summary>Asks the server for keys of devices without sessions.</summary>
    internal abstract Task FetchAsync();

    internal void Fail(Exception exception)
    {
        Completion.TrySetException(exception);
        _ = Completion.Task.Exception; // seen: maybe nobody waits
    }
}

/// <summary>A stanza, ready to be sent.</summary>
/// <param name="Stanza">The stanza.</param>
/// <param name="Chat">Where it goes.</param>
/// <param name="Plaintext">What is kept for those who can't decrypt it; null if it is sent once and not kept.</param>
/// <param name="Devices">The devices for which it was encrypted.</param>
/// <param name="IsForUsers">Whether it is a user's message, and not one of the client to its own phone.</param>
internal sealed record Sealed(
    Node Stanza, Jid Chat, ReadOnlyMemory<byte>? Plaintext, IReadOnlyList<Jid> Devices, bool IsForUsers = true);
