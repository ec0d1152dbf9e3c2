using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Tests.Support;

/// <summary>A store whose file is damaged.</summary>
internal sealed class UnreadableStore : IEngineStore
{
    public ValueTask<Credentials?> LoadCredentialsAsync(CancellationToken cancellationToken) => throw Damaged();

    public ValueTask<IReadOnlyList<PreKey>> LoadPreKeysAsync(uint firstId, int count, CancellationToken cancellationToken) =>
        throw Damaged();

    public ValueTask<ReadOnlyMemory<byte>?> LoadSessionAsync(SignalAddress address, CancellationToken cancellationToken) => throw Damaged();

    public ValueTask<PublicKey?> LoadIdentityAsync(SignalAddress address, CancellationToken cancellationToken) => throw Damaged();

    public ValueTask<ReadOnlyMemory<byte>?> LoadSenderKeyAsync(Jid group, SignalAddress sender, CancellationToken cancellationToken) =>
        throw Damaged();

    public ValueTask<ReadOnlyMemory<byte>?> LoadAppStateAsync(string collection, CancellationToken cancellationToken) => throw Damaged();

    public ValueTask<Jid?> LoadLidAsync(Jid phoneNumber, CancellationToken cancellationToken) => throw Damaged();

    public ValueTask<Jid?> LoadPhoneNumberAsync(Jid lid, CancellationToken cancellationToken) => throw Damaged();

    public ValueTask CommitAsync(StoreDelta delta, long epoch, CancellationToken cancellationToken) => throw Damaged();

    private static InvalidDataException Damaged() => new("The file is damaged.");
}
