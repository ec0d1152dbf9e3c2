using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Wasilo.Api.Tests.Waha;

namespace Wasilo.Api.Tests.Dialects;

public sealed class GatewayTokenTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _ed = RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize);
    private WahaBox _box = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        byte[] edPublic = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(_ed, 0, edPublic, 0);
        var (rsa, ec) = (_rsa.ExportParameters(false), _ec.ExportParameters(false));
        var file = _folder.File("jwks.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
        {
            keys = new object[]
            {
                new { kty = "RSA", kid = "rsa", use = "sig", n = Url(rsa.Modulus!), e = Url(rsa.Exponent!) },
                new { kty = "EC", kid = "ec", crv = "P-256", x = Url(ec.Q.X!), y = Url(ec.Q.Y!) },
                new { kty = "OKP", kid = "ed", crv = "Ed25519", x = Url(edPublic) },
            },
        }));
        _box = new WahaBox { Settings = [$"--Jwt:Jwks={file}", "--Jwt:Issuer=https://login.example"] };
        await _box.InitializeAsync();
        _http = _box.Anonymous();
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _box.DisposeAsync();
        _rsa.Dispose();
        _ec.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Tokens_of_each_algorithm_open_their_organization_to_their_role()
    {
        foreach (var algorithm in (string[])["RS256", "ES256", "EdDSA"])
        {
            var created = await CallAsync("POST", Token(algorithm));
            (created.Status, created["createdByUserId"], created["organizationId"]).ShouldBe((201, "user-7", "default"), algorithm);
            (await CallAsync("GET", Token(algorithm, role: "member"))).Status.ShouldBe(403, algorithm);
            (await CallAsync("GET", Token(algorithm, role: "stranger"))).Status.ShouldBe(403, algorithm);
            (await CallAsync("GET", Token(algorithm, org: "nobody"))).Status.ShouldBe(403, algorithm);
        }

        (await CallAsync("GET", _box.Key)).Json.GetProperty("data").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Tokens_that_are_not_good_open_nothing()
    {
        foreach (var algorithm in (string[])["RS256", "ES256", "EdDSA"])
        {
            var good = Token(algorithm);
            (await CallAsync("GET", good[..^8] + "AAAAAAAA")).Status.ShouldBe(401, algorithm);
            (await CallAsync("GET", Token(algorithm, expires: DateTimeOffset.UtcNow.AddMinutes(-5)))).Status.ShouldBe(401, algorithm);
            (await CallAsync("GET", Token(algorithm, issuer: "https://elsewhere.example"))).Status.ShouldBe(401, algorithm);
            (await CallAsync("GET", Token(algorithm, org: ""))).Status.ShouldBe(401, algorithm);
        }

        var body = $"{Url("""{"alg":"none"}"""u8)}.{Token("RS256").Split('.')[1]}.";
        (await CallAsync("GET", body)).Status.ShouldBe(401);
        // The public key, which everyone has, as the key of a symmetric algorithm.
        var forged = $"{Url("""{"alg":"HS256","kid":"rsa"}"""u8)}.{Token("RS256").Split('.')[1]}";
        (await CallAsync("GET", $"{forged}.{Url(HMACSHA256.HashData(_rsa.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(forged)))}")).Status.ShouldBe(401);
        foreach (var text in (string[])["a.b.c", "..", new string('.', 3), $"{new string('a', 9000)}.b.c"])
            (await CallAsync("GET", text)).Status.ShouldBe(401, text[..Math.Min(text.Length, 10)]);
    }

    private Task<Reply> CallAsync(string method, string token) => _http.CallAsync(method, "/api/v1/sessions", null, $"Authorization: Bearer {token}");

    private string Token(string algorithm, string role = "owner", string org = "default", string issuer = "https://login.example", DateTimeOffset? expires = null)
    {
        var kid = algorithm switch { "RS256" => "rsa", "ES256" => "ec", _ => "ed" };
        var head = JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, kid, typ = "JWT" });
        var claims = JsonSerializer.SerializeToUtf8Bytes(new { sub = "user-7", org, role, iss = issuer, exp = (expires ?? DateTimeOffset.UtcNow.AddMinutes(5)).ToUnixTimeSeconds() });
        var text = Encoding.ASCII.GetBytes($"{Url(head)}.{Url(claims)}");
        return $"{Encoding.ASCII.GetString(text)}.{Url(Sign(algorithm, text))}";
    }

    private byte[] Sign(string algorithm, byte[] text)
    {
        if (algorithm == "RS256")
            return _rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (algorithm == "ES256")
            return _ec.SignData(text, HashAlgorithmName.SHA256);
        byte[] signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_ed, 0, text, 0, text.Length, signature, 0);
        return signature;
    }

    private static string Url(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
