using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.Simulator.Primary;

/// <summary>What a phone sends a device that has just been linked: the keys of the app state, and what has been written so far.</summary>
internal static class Welcome
{
    private const int KeyIdLength = 6; // as on real phones; clients take ids of any length
    private const int KeyLength = 32;

    /// <summary>Sends it.</summary>
    public static async Task SendAsync(PrimaryDevice primary, Device device)
    {
        await primary.Outbox.SendPeerAsync(device, KeyShare(primary.Phone));
        await SendHistoryAsync(primary, device);
    }

    /// <summary>Sends the history alone.</summary>
    public static Task<string> SendHistoryAsync(PrimaryDevice primary, Device device) => primary.Outbox.SendPeerAsync(
        device, History.Notification(History.OfAll(primary), HistorySyncType.InitialBootstrap));

    /// <summary>The key that the account's app state is encrypted with: it follows from the account's own.</summary>
    public static Message KeyShare(Phone phone)
    {
        var share = new AppStateSyncKeyShare();
        share.Keys.Add(new AppStateSyncKey
        {
            KeyId = new() { KeyId = Derive(phone, "app state key id", KeyIdLength) },
            KeyData = new()
            {
                KeyData = Derive(phone, "app state key", KeyLength),
                Timestamp = 1,
                Fingerprint = new() { RawId = phone.AccountId, CurrentIndex = 0 },
            },
        });
        return new Message
        {
            ProtocolMessage = new() { Type = ProtocolMessage.Types.Type.AppStateSyncKeyShare, AppStateSyncKeyShare = share },
        };
    }

    private static ByteString Derive(Phone phone, string purpose, int length)
    {
        var secret = new byte[KeyPair.PrivateKeyLength];
        phone.AccountKey.ExportPrivateKey(secret);
        var derived = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, length, info: Encoding.UTF8.GetBytes(purpose));
        return ByteString.CopyFrom(derived);
    }
}
