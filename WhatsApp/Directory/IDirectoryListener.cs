using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Directory;

/// <summary>
/// What must follow from changes at other accounts. Called while the notification is being read, and completed before it is acknowledged.
/// </summary>
/// <remarks>Calls come one at a time from a connection; besides, a change that a caller of the client makes is told in that call.</remarks>
internal interface IDirectoryListener
{
    /// <summary>An account has a new identity: sessions with its devices are void.</summary>
    /// <param name="jids">The account's jids, by number and by hidden id as far as they are known.</param>
    Task OnIdentityChangedAsync(IReadOnlyList<Jid> jids);

    /// <summary>Devices of an account are no longer its own: they must not get anything any more.</summary>
    /// <param name="devices">The devices, in the space in which the server named them, and in the other one if it is known.</param>
    Task OnDevicesRemovedAsync(IReadOnlyList<Jid> devices);

    /// <summary>Someone has left a group, or was removed: the key with which this device sends there is known to an outsider.</summary>
    Task OnMembersLeftAsync(Jid group);
}
