using Google.Protobuf;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Proto;

public sealed class DeviceIdentityTests
{
    [Fact]
    public void The_recorded_device_identity_reads_field_by_field()
    {
        var vector = TestData.Vectors.GetProperty("adv");

        var outer = ADVSignedDeviceIdentityHMAC.Parser.ParseFrom(vector.Hex("deviceIdentityHmacBlob"));
        var signed = ADVSignedDeviceIdentity.Parser.ParseFrom(outer.Details);
        var identity = ADVDeviceIdentity.Parser.ParseFrom(signed.Details);

        outer.Hmac.Length.ShouldBe(32);
        outer.HasAccountType.ShouldBeFalse();
        signed.Details.ToByteArray().ShouldBe(vector.Hex("details"));
        signed.AccountSignatureKey.ToByteArray().ShouldBe(vector.Hex("accountPub"));
        signed.AccountSignature.ToByteArray().ShouldBe(vector.Hex("accountSignature"));
        signed.HasDeviceSignature.ShouldBeFalse();
        identity.KeyIndex.ShouldBe(1u);
        identity.HasDeviceType.ShouldBeTrue();
        identity.DeviceType.ShouldBe(ADVEncryptionType.E2Ee);
    }

    [Fact]
    public void Explicit_zeros_stay_on_the_wire()
    {
        byte[] details = TestData.Vectors.GetProperty("adv").Hex("details");

        ADVDeviceIdentity.Parser.ParseFrom(details).ToByteArray().ShouldBe(details);
    }
}
