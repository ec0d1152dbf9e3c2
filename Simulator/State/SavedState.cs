using System.Text.Json.Serialization;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Crypto;

namespace Wasilo.Simulator.State;

/// <summary>What outlives a restart, as it is written.</summary>
/// <param name="IdentitySeed">Root key, server key and TLS certificate follow from it.</param>
/// <param name="Phones">The phones.</param>
/// <param name="Groups">The groups. Left out where there are none: files of before groups were kept are as good.</param>
internal sealed record SavedState(
    ulong IdentitySeed, IReadOnlyList<SavedPhone> Phones,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SavedGroup>? Groups = null);

// Watchers are the numbers of those who asked for its devices and hear of changes.
internal sealed record SavedPhone(
    string Number, string Lid, string Name, string Platform, uint AccountId, byte[] AccountKey, int LastDevice,
    IReadOnlyList<SavedDevice> Devices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Watchers = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] uint GivenPrekeys = 0)
{
    public static SavedPhone Of(Phone phone)
    {
        var key = new byte[KeyPair.PrivateKeyLength];
        phone.AccountKey.ExportPrivateKey(key);
        return new SavedPhone(phone.Number, phone.Lid.User, phone.Name, phone.Platform, phone.AccountId, key, phone.LastDevice,
            [.. phone.Devices.Select(SavedDevice.Of)], phone.Watchers is [_, ..] watchers ? watchers : null, phone.GivenPrekeys);
    }

    public Phone ToPhone(Changes changes)
    {
        var key = KeyPair.FromPrivateKey(AccountKey);
        var phone = new Phone(Number, Lid, Name, Platform, AccountId, key, changes, LastDevice, GivenPrekeys);
        foreach (var device in Devices)
            phone.Add(device.ToDevice(phone));
        foreach (var number in Watchers ?? [])
            phone.AddWatcher(number);
        return phone;
    }
}

internal sealed record SavedDevice(
    int Number, DateTimeOffset LinkedAt, byte[] Noise, byte[] Identity, uint RegistrationId, byte[] SignedIdentity,
    uint SignedPrekeyId, byte[] SignedPrekey, byte[] SignedPrekeySignature, IReadOnlyList<SavedPrekey> Prekeys,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsNew = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool AwaitsWelcome = false)
{
    public static SavedDevice Of(Device device)
    {
        var signed = device.Prekeys.Signed;
        return new SavedDevice(device.Number, device.LinkedAt, device.Keys.Noise.ToRaw(), device.Keys.Identity.ToRaw(),
            device.Keys.RegistrationId, device.SignedIdentity, signed.Id, signed.Key.ToRaw(), signed.Signature,
            [.. device.Prekeys.OneTime.Select(static key => new SavedPrekey(key.Id, key.Key.ToRaw()))], device.IsNew,
            device.AwaitsWelcome);
    }

    public Device ToDevice(Phone phone)
    {
        var signed = new SignedPrekey(SignedPrekeyId, PublicKey.FromRaw(SignedPrekey), SignedPrekeySignature);
        var keys = new DeviceKeys(PublicKey.FromRaw(Noise), PublicKey.FromRaw(Identity), RegistrationId, signed);
        var device = new Device(phone, Number, keys, SignedIdentity, LinkedAt) { IsNew = IsNew, AwaitsWelcome = AwaitsWelcome };
        device.Prekeys.TryAdd([.. Prekeys.Select(static key => new OneTimePrekey(key.Id, PublicKey.FromRaw(key.Key)))]);
        return device;
    }
}

internal sealed record SavedPrekey(uint Id, byte[] Key);
