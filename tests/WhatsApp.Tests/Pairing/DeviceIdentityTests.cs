using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Pairing;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Pairing;

public sealed class DeviceIdentityTests
{
    private static readonly System.Text.Json.JsonElement Vector = TestData.Vectors.GetProperty("adv");
    private static readonly KeyPair Identity = KeyPair.FromPrivateKey(Vector.Hex("companionIdentityPriv"));

    [Fact]
    public void The_recorded_pairing_is_accepted_and_answered()
    {
        var accepted = Accept(Vector.Hex("deviceIdentityHmacBlob"), Vector.Hex("advSecret"));

        accepted.AccountKey.ToString().ShouldBe(Vector.Text("accountPub"));
        accepted.KeyIndex.ToString().ShouldBe(Vector.Text("replyKeyIndex"));
        // Signatures are randomised, so the bytes can't be compared: everything else of the reply is, and the signature is verified.
        var reply = ADVSignedDeviceIdentity.Parser.ParseFrom(accepted.Reply);
        byte[] signed = [6, 1, .. Vector.Hex("details"), .. Identity.PublicKey.Bytes, .. Vector.Hex("accountPub")];
        XEdDsa.Verify(Identity.PublicKey, signed, reply.DeviceSignature.Span).ShouldBeTrue();
        XEdDsa.Verify(Identity.PublicKey, signed, Vector.Hex("expectedDeviceSignature_deterministic")).ShouldBeTrue();
        reply.DeviceSignature = ByteString.CopyFrom(Vector.Hex("expectedDeviceSignature_deterministic"));
        reply.ToByteArray().ShouldBe(Vector.Hex("expectedReplyDeviceIdentity"));
        ADVSignedDeviceIdentity.Parser.ParseFrom(accepted.Account).AccountSignatureKey.Span.ToArray().ShouldBe(Vector.Hex("accountPub"));
    }

    [Fact]
    public void Any_of_the_secrets_will_do() =>
        DeviceIdentity.Accept(
            Vector.Hex("deviceIdentityHmacBlob"), [new byte[32], Vector.Hex("advSecret")], Identity, new SeededRandomSource(1))
            .KeyIndex.ShouldBe(1u);

    [Fact]
    public void Another_secret_is_refused() =>
        Should.Throw<PairingSecretMismatchException>(() => Accept(Vector.Hex("deviceIdentityHmacBlob"), new byte[32]));

    [Fact]
    public void A_signature_for_another_device_is_refused() =>
        Should.Throw<AccountSignatureException>(() => DeviceIdentity.Accept(
            Vector.Hex("deviceIdentityHmacBlob"),
            [Vector.Hex("advSecret")],
            KeyPair.Generate(new SeededRandomSource(5)),
            new SeededRandomSource(1)));

    [Theory]
    [InlineData("")]
    [InlineData("FFFFFFFF")]
    public void Bytes_that_are_no_identity_are_refused(string hex) =>
        Should.Throw<PairingException>(() => Accept(Convert.FromHexString(hex), Vector.Hex("advSecret")));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public void Hosted_accounts_and_devices_are_signed_under_prefixes_of_their_own(int account, int device)
    {
        var phone = new Phone { AccountType = (ADVEncryptionType)account, DeviceType = (ADVEncryptionType)device };
        byte[] secret = [.. Enumerable.Repeat<byte>(9, 32)];

        Accept(phone.Identify(Identity.PublicKey, secret, 3), secret).KeyIndex.ShouldBe(3u);
    }

    private static DeviceIdentity Accept(byte[] authenticated, byte[] secret) =>
        DeviceIdentity.Accept(authenticated, [secret], Identity, new SeededRandomSource(1));
}
