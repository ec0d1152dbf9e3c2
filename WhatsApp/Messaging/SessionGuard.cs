using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging;

/// <summary>Gives up sessions and sender keys that changes at other accounts make void.</summary>
internal sealed class SessionGuard(ClientParts parts) : IDirectoryListener
{
    /// <remarks>
    /// The phone's session only: a new phone has no companions yet, and those of the old one are no longer in the account's device list.
    /// </remarks>
    public Task OnIdentityChangedAsync(IReadOnlyList<Jid> jids) => parts.Messages.Turn.ChangeAsync(async transaction =>
    {
        foreach (var jid in jids)
        {
            if (!parts.Messages.Me.IsMe(jid))
                await transaction.DropSessionAsync(SignalAddress.Of(jid.ToAccount()));
        }
    });

    /// <remarks>Sender keys that they hold are replaced with the next message to the group.</remarks>
    public Task OnDevicesRemovedAsync(IReadOnlyList<Jid> devices) => parts.Messages.Turn.ChangeAsync(async transaction =>
    {
        foreach (var device in devices)
            await transaction.DropSessionAsync(SignalAddress.Of(device));
    });

    /// <inheritdoc/>
    public Task OnMembersLeftAsync(Jid group) => parts.Messages.Turn.ChangeAsync(
        transaction => transaction.RotateSenderKeyAsync(group, parts.Messages.SenderKeyAddress));
}
