using System.Diagnostics;
using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Pairing;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Simulator.Registration;

/// <summary>
/// Makes a device and links it in one step, with both sides' signatures as pairing makes them: what thousands of linked devices need
/// that nobody has to see pairing.
/// </summary>
internal static class DirectLink
{
    public static Companion Link(ChatServer server, Phone phone, int prekeyCount)
    {
        var now = server.Time.GetUtcNow();
        var credentials = Credentials.Generate(server.Random, now);
        var signedPrekey = credentials.SignedPreKey;
        var keys = new DeviceKeys(
            credentials.NoiseKey.PublicKey,
            credentials.IdentityKey.PublicKey,
            credentials.RegistrationId,
            new SignedPrekey(signedPrekey.Id, signedPrekey.Key.PublicKey, signedPrekey.Signature.ToArray()));

        var number = phone.NextDevice();
        var identity = LinkedIdentity.Sign(phone, number, keys.Identity, now, server.Random);
        var accepted = DeviceIdentity.Accept(
            identity.Seal(credentials.AdvSecret.ToArray()), [credentials.AdvSecret], credentials.IdentityKey, server.Random);
        var device = new Device(phone, number, keys, accepted.Account, now);

        var first = credentials.NextPreKeyId;
        var prekeys = Enumerable.Range(0, prekeyCount)
            .Select(index => new PreKey(first + (uint)index, KeyPair.Generate(server.Random)))
            .ToArray();
        var taken = device.Prekeys.TryAdd([.. prekeys.Select(static prekey => new OneTimePrekey(prekey.Id, prekey.Key.PublicKey))]);
        Debug.Assert(taken, "The caller has checked that the server takes so many.");
        phone.Add(device);
        var next = first + (uint)prekeyCount;
        return new Companion(
            device,
            credentials with
            {
                Id = device.Jid,
                Lid = device.Lid,
                Account = accepted.Account,
                Platform = phone.Platform,
                PushName = phone.Name,
                NextPreKeyId = next,
                FirstPreKeyToUpload = next,
            },
            prekeys);
    }
}
