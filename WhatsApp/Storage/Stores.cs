using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;

namespace Wasilo.WhatsApp.Storage;

/// <summary>A device's own keys and account.</summary>
public interface ICredentialStore
{
    /// <summary>The credentials; null only if there are none.</summary>
    /// <remarks>Credentials that are there but can't be read must be an exception: on null the engine makes a new device.</remarks>
    ValueTask<Credentials?> LoadCredentialsAsync(CancellationToken cancellationToken);
}

/// <summary>One-time prekeys.</summary>
public interface IPreKeyStore
{
    /// <summary>Those of the keys from <paramref name="firstId"/>, of <paramref name="count"/> ids, that are there; by id.</summary>
    ValueTask<IReadOnlyList<PreKey>> LoadPreKeysAsync(uint firstId, int count, CancellationToken cancellationToken);
}

/// <summary>Signal sessions, and the identity keys of those at their other ends.</summary>
public interface ISessionStore
{
    /// <summary>A session's record, or null.</summary>
    ValueTask<ReadOnlyMemory<byte>?> LoadSessionAsync(SignalAddress address, CancellationToken cancellationToken);

    /// <summary>The identity key that a device had last, or null.</summary>
    ValueTask<PublicKey?> LoadIdentityAsync(SignalAddress address, CancellationToken cancellationToken);
}

/// <summary>Sender keys of groups.</summary>
public interface ISenderKeyStore
{
    /// <summary>A sender's record in a group, or null.</summary>
    ValueTask<ReadOnlyMemory<byte>?> LoadSenderKeyAsync(Jid group, SignalAddress sender, CancellationToken cancellationToken);
}

/// <summary>App state: settings that the devices of an account share, as collections with versions.</summary>
public interface IAppStateStore
{
    /// <summary>A collection's record, or null.</summary>
    ValueTask<ReadOnlyMemory<byte>?> LoadAppStateAsync(string collection, CancellationToken cancellationToken);
}

/// <summary>Which phone number has which hidden id.</summary>
public interface ILidMap
{
    /// <summary>The account's hidden id, or null if it isn't known.</summary>
    ValueTask<Jid?> LoadLidAsync(Jid phoneNumber, CancellationToken cancellationToken);

    /// <summary>The account's phone number, or null if it isn't known.</summary>
    ValueTask<Jid?> LoadPhoneNumberAsync(Jid lid, CancellationToken cancellationToken);
}

/// <summary>All that the engine keeps of a device. Loads are of one thing; everything is written by one method.</summary>
public interface IEngineStore : ICredentialStore, IPreKeyStore, ISessionStore, ISenderKeyStore, IAppStateStore, ILidMap
{
    /// <summary>Writes a delta, all of it or nothing, and returns once it is durable.</summary>
    /// <param name="delta">What changes.</param>
    /// <param name="epoch">Whose turn it is: the number that the owner of the device got when it took over.</param>
    /// <param name="cancellationToken">Gives up waiting; the delta may or may not have been written.</param>
    /// <exception cref="Errors.StaleOwnerException">Someone else has taken over. Nothing was written.</exception>
    ValueTask CommitAsync(StoreDelta delta, long epoch, CancellationToken cancellationToken);
}
