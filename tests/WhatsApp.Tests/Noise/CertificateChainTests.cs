using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;
using Certificate = Wasilo.WhatsApp.Proto.CertChain.Types.NoiseCertificate;
using Details = Wasilo.WhatsApp.Proto.CertChain.Types.NoiseCertificate.Types.Details;

namespace Wasilo.WhatsApp.Tests.Noise;

public class CertificateChainTests
{
    private static readonly SeededRandomSource Random = new(15);
    private static readonly KeyPair Root = KeyPair.Generate(Random);
    private static readonly KeyPair Intermediate = KeyPair.Generate(Random);
    private static readonly KeyPair Server = KeyPair.Generate(Random);
    private static readonly KeyPair Stranger = KeyPair.Generate(Random);
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void A_chain_of_our_own_authority_passes() => Should.NotThrow(() => Verify(Authority().Issue(Server.PublicKey)));

    [Fact]
    public void The_recorded_chain_passes_under_its_root_only()
    {
        var vector = TestData.Vectors.GetProperty("noise");
        byte[] chain = vector.Hex("certChain");
        var serverKey = PublicKey.FromRaw(vector.Hex("serverStaticPub"));
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_001);

        Should.NotThrow(() => CertificateChain.Verify(chain, serverKey, PublicKey.FromRaw(vector.Hex("rootPub")), now));
        Should.Throw<IntermediateSignatureException>(() => CertificateChain.Verify(chain, serverKey, CertificateChain.WhatsAppRoot, now));
    }

    [Fact]
    public void Check_1_both_certificates_have_details_and_a_64_byte_signature()
    {
        Refused<MalformedCertificateException>(chain => chain.Leaf = null);
        Refused<MalformedCertificateException>(chain => chain.Intermediate = null);
        Refused<MalformedCertificateException>(chain => chain.Leaf.ClearDetails());
        Refused<MalformedCertificateException>(chain => chain.Intermediate.ClearDetails());
        Refused<MalformedCertificateException>(chain => chain.Leaf.ClearSignature());
        Refused<MalformedCertificateException>(chain => chain.Leaf.Signature = ByteString.CopyFrom(new byte[63]));
        Refused<MalformedCertificateException>(chain => chain.Intermediate.Signature = ByteString.CopyFrom(new byte[65]));
        Should.Throw<MalformedCertificateException>(() => Verify([0xFF]));
        Should.Throw<MalformedCertificateException>(() => Verify([]));
    }

    [Fact]
    public void Check_2_the_root_signed_the_intermediate()
    {
        Refused<IntermediateSignatureException>(chain => chain.Intermediate = Signed(Stranger, IntermediateDetails()));
        Refused<IntermediateSignatureException>(chain => chain.Intermediate.Details = Flip(chain.Intermediate.Details));
        Refused<IntermediateSignatureException>(chain => chain.Intermediate.Signature = Flip(chain.Intermediate.Signature));
        Should.Throw<IntermediateSignatureException>(
            () => CertificateChain.Verify(Encoded(_ => { }), Server.PublicKey, Stranger.PublicKey, Now));
    }

    [Fact]
    public void Check_3_the_intermediate_names_the_root_and_has_a_key()
    {
        Refused<IntermediateIssuerException>(chain => chain.Intermediate =
            Signed(Root, IntermediateDetails(details => details.IssuerSerial = 1)));
        Refused<IntermediateIssuerException>(chain => chain.Intermediate =
            Signed(Root, IntermediateDetails(details => details.ClearKey())));
        Refused<IntermediateIssuerException>(chain => chain.Intermediate =
            Signed(Root, IntermediateDetails(details => details.Key = ByteString.CopyFrom(Intermediate.PublicKey.ToTyped()))));
    }

    [Fact]
    public void An_absent_issuer_is_the_root() => Should.NotThrow(() => Verify(
        Encoded(chain => chain.Intermediate = Signed(Root, IntermediateDetails(details => details.ClearIssuerSerial())))));

    [Fact]
    public void Check_4_the_intermediate_signed_the_leaf()
    {
        Refused<LeafSignatureException>(chain => chain.Leaf = Signed(Stranger, LeafDetails()));
        Refused<LeafSignatureException>(chain => chain.Leaf = Signed(Root, LeafDetails()));
        Refused<LeafSignatureException>(chain => chain.Leaf.Details = Flip(chain.Leaf.Details));
        Refused<LeafSignatureException>(chain => chain.Leaf.Signature = Flip(chain.Leaf.Signature));
    }

    [Fact]
    public void Check_5_the_leaf_names_the_intermediate_that_came_with_it()
    {
        Refused<LeafIssuerException>(chain => chain.Leaf = Signed(Intermediate, LeafDetails(details => details.IssuerSerial = 7)));
        Refused<LeafIssuerException>(chain => chain.Leaf = Signed(Intermediate, LeafDetails(details => details.ClearIssuerSerial())));
    }

    [Fact]
    public void Check_5_the_leaf_is_for_the_servers_key()
    {
        Refused<ServerKeyMismatchException>(chain => chain.Leaf = Signed(Intermediate, LeafDetails(details => details.ClearKey())));
        Should.Throw<ServerKeyMismatchException>(
            () => CertificateChain.Verify(Encoded(_ => { }), Stranger.PublicKey, Root.PublicKey, Now),
            "a genuine chain replayed by another server");
    }

    [Theory]
    [InlineData(-3601, false)]
    [InlineData(-3600, true)]
    [InlineData(3600, true)]
    [InlineData(3601, false)]
    public void Check_5_both_certificates_are_valid_now(int secondsFromNow, bool valid)
    {
        byte[] chain = Encoded(_ => { });
        var verify = () => CertificateChain.Verify(chain, Server.PublicKey, Root.PublicKey, Now.AddSeconds(secondsFromNow));
        if (valid)
            Should.NotThrow(verify);
        else
            Should.Throw<CertificateValidityException>(verify);
    }

    [Fact]
    public void Check_5_each_certificates_own_period_counts()
    {
        ulong now = (ulong)Now.ToUnixTimeSeconds();
        Refused<CertificateValidityException>(chain => chain.Intermediate =
            Signed(Root, IntermediateDetails(details => details.NotAfter = now - 1))).Message.ShouldContain("intermediate");
        Refused<CertificateValidityException>(chain => chain.Leaf =
            Signed(Intermediate, LeafDetails(details => details.NotBefore = now + 1))).Message.ShouldContain("leaf");
        Refused<CertificateValidityException>(chain => chain.Leaf = Signed(Intermediate, LeafDetails(details => details.ClearNotAfter())));
        Should.NotThrow(() => Verify(Encoded(chain => chain.Leaf =
            Signed(Intermediate, LeafDetails(details => details.NotAfter = ulong.MaxValue)))));
    }

    [Fact]
    public void A_client_refuses_a_server_with_another_servers_chain()
    {
        using var peers = new NoisePeers(chain: Authority().Issue(Server.PublicKey), trustedRoot: Root.PublicKey);
        Should.Throw<ServerKeyMismatchException>(() => peers.Run([]));
    }

    [Fact]
    public void A_client_refuses_a_server_under_another_root()
    {
        using var peers = new NoisePeers(trustedRoot: CertificateChain.WhatsAppRoot);
        Should.Throw<IntermediateSignatureException>(() => peers.Run([]));
    }

    private static CertificateAuthority Authority() => new(Root, Intermediate, Now.AddHours(-1), Now.AddHours(1), Random);

    private static void Verify(byte[] chain) => CertificateChain.Verify(chain, Server.PublicKey, Root.PublicKey, Now);

    private static T Refused<T>(Action<CertChain> change)
        where T : CertificateChainException =>
        Should.Throw<T>(() => Verify(Encoded(change)));

    private static byte[] Encoded(Action<CertChain> change)
    {
        var chain = CertChain.Parser.ParseFrom(Authority().Issue(Server.PublicKey));
        change(chain);
        return chain.ToByteArray();
    }

    private static Details IntermediateDetails(Action<Details>? change = null) => Changed(chain => chain.Intermediate, change);

    private static Details LeafDetails(Action<Details>? change = null) => Changed(chain => chain.Leaf, change);

    private static Details Changed(Func<CertChain, Certificate> choose, Action<Details>? change)
    {
        var details = Details.Parser.ParseFrom(choose(CertChain.Parser.ParseFrom(Authority().Issue(Server.PublicKey))).Details);
        change?.Invoke(details);
        return details;
    }

    private static Certificate Signed(KeyPair issuer, Details details)
    {
        byte[] encoded = details.ToByteArray(), signature = new byte[XEdDsa.SignatureLength];
        issuer.Sign(encoded, Random, signature);
        return new Certificate { Details = ByteString.CopyFrom(encoded), Signature = ByteString.CopyFrom(signature) };
    }

    private static ByteString Flip(ByteString bytes)
    {
        byte[] changed = bytes.ToByteArray();
        changed[^1] ^= 1;
        return ByteString.CopyFrom(changed);
    }
}
