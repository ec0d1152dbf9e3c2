using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Signal;

public class DeviceIdentityCheckTests
{
    private static readonly KeyPair Account = KeyPair.FromPrivateKey(TestData.Vectors.GetProperty("adv").Hex("accountPriv"));
    private static readonly PublicKey Device = PublicKey.FromRaw(TestData.Vectors.GetProperty("adv").Hex("companionIdentityPub"));

    [Fact]
    public void What_a_companion_shows_is_held_against_its_accounts_key()
    {
        DeviceIdentityCheck.Verify(Shown().ToByteArray(), Device, account: null).ShouldBe(Account.PublicKey);
        DeviceIdentityCheck.Verify(Shown().ToByteArray(), Device, Account.PublicKey).ShouldBe(Account.PublicKey);
    }

    [Fact]
    public void The_accounts_key_may_be_left_out_where_it_is_known()
    {
        var shown = Shown();
        shown.ClearAccountSignatureKey();
        DeviceIdentityCheck.Verify(shown.ToByteArray(), Device, Account.PublicKey).ShouldBe(Account.PublicKey);
        Should.Throw<DeviceIdentityException>(() => DeviceIdentityCheck.Verify(shown.ToByteArray(), Device, account: null))
            .Reason.ShouldBe(RetryReason.DeviceIdentity);
    }

    [Fact]
    public void Another_device_or_another_account_is_refused()
    {
        byte[] shown = Shown().ToByteArray();
        var stranger = KeyPair.Generate(SystemRandomSource.Instance).PublicKey;
        Should.Throw<DeviceIdentityException>(() => DeviceIdentityCheck.Verify(shown, stranger, Account.PublicKey));
        Should.Throw<DeviceIdentityException>(() => DeviceIdentityCheck.Verify(shown, Device, stranger));
    }

    [Fact]
    public void A_wrong_signature_of_either_side_is_refused()
    {
        foreach (var spoil in new Action<ADVSignedDeviceIdentity>[]
        {
            shown => shown.AccountSignature = Spoilt(shown.AccountSignature),
            shown => shown.DeviceSignature = Spoilt(shown.DeviceSignature),
            shown => shown.Details = ByteString.CopyFrom([.. shown.Details.Span, 0x30, 0]),
            shown => shown.AccountSignatureKey = ByteString.CopyFrom(1, 2, 3),
            shown => shown.ClearDeviceSignature(),
        })
        {
            var shown = Shown();
            spoil(shown);
            Should.Throw<DeviceIdentityException>(() => DeviceIdentityCheck.Verify(shown.ToByteArray(), Device, account: null));
        }

        Should.Throw<DeviceIdentityException>(() => DeviceIdentityCheck.Verify([0xFF, 0xFF], Device, account: null));
    }

    [Fact]
    public void A_hosted_device_is_signed_as_one()
    {
        var device = KeyPair.Generate(SystemRandomSource.Instance);
        byte[] details = new ADVDeviceIdentity { KeyIndex = 1, DeviceType = ADVEncryptionType.Hosted }.ToByteArray();
        var shown = new ADVSignedDeviceIdentity
        {
            Details = ByteString.CopyFrom(details),
            AccountSignatureKey = ByteString.CopyFrom(Account.PublicKey.Bytes),
            AccountSignature = Signed(Account, [6, 5, .. details, .. device.PublicKey.Bytes]),
            DeviceSignature = Signed(device, [6, 6, .. details, .. device.PublicKey.Bytes, .. Account.PublicKey.Bytes]),
        };
        DeviceIdentityCheck.Verify(shown.ToByteArray(), device.PublicKey, Account.PublicKey).ShouldBe(Account.PublicKey);
        shown.AccountSignature = Signed(Account, [6, 0, .. details, .. device.PublicKey.Bytes]);
        Should.Throw<DeviceIdentityException>(() => DeviceIdentityCheck.Verify(shown.ToByteArray(), device.PublicKey, null));
    }

    // As libsignal signed it.
    private static ADVSignedDeviceIdentity Shown()
    {
        var adv = TestData.Vectors.GetProperty("adv");
        var shown = ADVSignedDeviceIdentity.Parser.ParseFrom(adv.Hex("expectedReplyDeviceIdentity"));
        shown.AccountSignatureKey = ByteString.CopyFrom(adv.Hex("accountPub"));
        return shown;
    }

    private static ByteString Spoilt(ByteString signature)
    {
        byte[] bytes = signature.ToByteArray();
        bytes[7] ^= 4;
        return ByteString.CopyFrom(bytes);
    }

    private static ByteString Signed(KeyPair key, byte[] message)
    {
        byte[] signature = new byte[XEdDsa.SignatureLength];
        key.Sign(message, SystemRandomSource.Instance, signature);
        return ByteString.CopyFrom(signature);
    }
}
