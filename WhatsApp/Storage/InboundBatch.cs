using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Storage;

/// <summary>What was received together: one commit.</summary>
/// <param name="Delta">What it changes in the engine's own state.</param>
/// <param name="Items">What is reported, in order.</param>
/// <param name="Settled">Messages of ours that the server has answered.</param>
public sealed record InboundBatch(StoreDelta Delta, IReadOnlyList<InboundItem> Items, IReadOnlyList<Settlement> Settled);

/// <summary>Something received that is to be kept.</summary>
/// <param name="Key">What makes it the same when it is delivered again; null if it does no harm twice, as a receipt.</param>
/// <param name="Event">What is reported about it once it is durable.</param>
/// <param name="IsPlaceholder">
/// It stands for a message that couldn't be decrypted. The message itself may follow under the same key, and then isn't known yet.
/// </param>
public sealed record InboundItem(MessageKey? Key, ClientEvent Event, bool IsPlaceholder = false);

/// <summary>What makes a message that message.</summary>
/// <param name="Chat">The account, group or list, without a device.</param>
/// <param name="Sender">The account that sent it, without a device.</param>
/// <param name="Id">Of the sender's choice.</param>
public sealed record MessageKey(Jid Chat, Jid Sender, string Id);
