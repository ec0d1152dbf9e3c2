using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Signal;

/// <summary>A unit of work.</summary>
internal sealed partial class SignalTransaction
{
    internal IReadOnlyList<IdentityChange> IdentityChanges => throw new NotImplementedException();

    internal Task<bool> HasSessionAsync(SignalAddress address) => throw new NotImplementedException();

    internal Task StartSessionAsync(SignalAddress address, PreKeyBundle bundle) => throw new NotImplementedException();

    internal Task<SignalCiphertext> EncryptAsync(SignalAddress to, ReadOnlyMemory<byte> plaintext) => throw new NotImplementedException();

    internal Task<byte[]> DecryptAsync(SignalAddress from, CiphertextKind kind, ReadOnlyMemory<byte> bytes) => throw new NotImplementedException();

    internal Task<SessionInfo?> DescribeAsync(SignalAddress address) => throw new NotImplementedException();

    internal Task<PublicKey?> IdentityOfAsync(SignalAddress address) => throw new NotImplementedException();

    internal Task DropSessionAsync(SignalAddress address) => throw new NotImplementedException();

    internal Task MoveSessionAsync(SignalAddress from, SignalAddress to) => throw new NotImplementedException();

    internal Task<byte[]> EncryptForGroupAsync(Jid group, SignalAddress me, ReadOnlyMemory<byte> plaintext) => throw new NotImplementedException();

    internal Task<byte[]> DistributionOfAsync(Jid group, SignalAddress me) => throw new NotImplementedException();

    internal Task<byte[]> DecryptFromGroupAsync(Jid group, SignalAddress sender, ReadOnlyMemory<byte> bytes) => throw new NotImplementedException();

    internal Task ProcessDistributionAsync(Jid group, SignalAddress sender, ReadOnlyMemory<byte> distribution) => throw new NotImplementedException();

    internal Task<IReadOnlySet<SignalAddress>> HoldersAsync(Jid group, SignalAddress me) => throw new NotImplementedException();

    internal Task AddHoldersAsync(Jid group, SignalAddress me, IEnumerable<SignalAddress> holders) => throw new NotImplementedException();

    internal Task RotateSenderKeyAsync(Jid group, SignalAddress me) => throw new NotImplementedException();

    internal StoreDelta ToDelta() => throw new NotImplementedException();

    internal void Commit() => throw new NotImplementedException();
}
