using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Tests.Signal;

/// <summary>A store whose sessions come when the test says so.</summary>
internal sealed class SlowStore(IEngineStore store) : IEngineStore
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Answer() => _answer.SetResult();

    public async ValueTask<ReadOnlyMemory<byte>?> LoadSessionAsync(SignalAddress address, CancellationToken cancellationToken)
    {
        await _answer.Task;
        return await store.LoadSessionAsync(address, cancellationToken);
    }

    public ValueTask<Credentials?> LoadCredentialsAsync(CancellationToken cancellationToken) =>
        store.LoadCredentialsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<PreKey>> LoadPreKeysAsync(uint firstId, int count, CancellationToken cancellationToken) =>
        store.LoadPreKeysAsync(firstId, count, cancellationToken);

    public ValueTask<PublicKey?> LoadIdentityAsync(SignalAddress address, CancellationToken cancellationToken) =>
        store.LoadIdentityAsync(address, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> LoadSenderKeyAsync(Jid group, SignalAddress sender, CancellationToken cancellationToken) =>
        store.LoadSenderKeyAsync(group, sender, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> LoadAppStateAsync(string collection, CancellationToken cancellationToken) =>
        store.LoadAppStateAsync(collection, cancellationToken);

    public ValueTask<Jid?> LoadLidAsync(Jid phoneNumber, CancellationToken cancellationToken) =>
        store.LoadLidAsync(phoneNumber, cancellationToken);

    public ValueTask<Jid?> LoadPhoneNumberAsync(Jid lid, CancellationToken cancellationToken) =>
        store.LoadPhoneNumberAsync(lid, cancellationToken);

    public ValueTask CommitAsync(StoreDelta delta, long epoch, CancellationToken cancellationToken) =>
        store.CommitAsync(delta, epoch, cancellationToken);
}
