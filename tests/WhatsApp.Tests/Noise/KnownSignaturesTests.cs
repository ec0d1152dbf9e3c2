using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Tests.Noise;

public class KnownSignaturesTests
{
    private readonly SeededRandomSource _random = new(5);
    private readonly KnownSignatures _signatures = new();

    [Fact]
    public void A_good_signature_is_good_again_and_kept_once()
    {
        var issuer = KeyPair.Generate(_random);
        byte[] signature = Sign(issuer, "leaf"u8);

        for (int i = 0; i < 3; i++)
            _signatures.Verify(issuer.PublicKey, "leaf"u8, signature).ShouldBeTrue();
        _signatures.Count.ShouldBe(1);
    }

    [Fact]
    public void A_known_signature_is_good_for_nothing_else()
    {
        var issuer = KeyPair.Generate(_random);
        byte[] signature = Sign(issuer, "leaf"u8);
        _signatures.Verify(issuer.PublicKey, "leaf"u8, signature).ShouldBeTrue();

        _signatures.Verify(issuer.PublicKey, "beaf"u8, signature).ShouldBeFalse();
        _signatures.Verify(KeyPair.Generate(_random).PublicKey, "leaf"u8, signature).ShouldBeFalse();
        signature[3] ^= 1;
        _signatures.Verify(issuer.PublicKey, "leaf"u8, signature).ShouldBeFalse();
        _signatures.Count.ShouldBe(1);
    }

    [Fact]
    public void They_never_become_more_than_the_limit()
    {
        var issuer = KeyPair.Generate(_random);
        for (int i = 0; i <= KnownSignatures.Limit; i++)
        {
            byte[] signed = BitConverter.GetBytes(i);
            _signatures.Verify(issuer.PublicKey, signed, Sign(issuer, signed)).ShouldBeTrue();
        }

        _signatures.Count.ShouldBeInRange(1, KnownSignatures.Limit);
    }

    private byte[] Sign(KeyPair issuer, ReadOnlySpan<byte> signed)
    {
        byte[] signature = new byte[XEdDsa.SignatureLength];
        issuer.Sign(signed, _random, signature);
        return signature;
    }
}
