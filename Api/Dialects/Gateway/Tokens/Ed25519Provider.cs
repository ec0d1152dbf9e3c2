using Microsoft.IdentityModel.Tokens;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Wasilo.Api.Dialects.Gateway.Tokens;

/// <summary>Lets tokens be signed with Ed25519, which .NET itself doesn't have.</summary>
internal sealed class Ed25519Provider : ICryptoProvider
{
    public const string Algorithm = "EdDSA";

    public bool IsSupportedAlgorithm(string algorithm, params object[] args) =>
        algorithm == Algorithm && args is [JsonWebKey { Kty: "OKP", Crv: "Ed25519" }, ..];

    public object Create(string algorithm, params object[] args) => new Verifier((JsonWebKey)args[0]);

    public void Release(object cryptoInstance) => (cryptoInstance as IDisposable)?.Dispose();

    private sealed class Verifier(JsonWebKey key) : SignatureProvider(key, Ed25519Provider.Algorithm)
    {
        private readonly byte[] _key = Base64UrlEncoder.DecodeBytes(key.X);

        public override byte[] Sign(byte[] input) => throw new NotSupportedException("Tokens are verified here, and not made.");

        public override bool Verify(byte[] input, byte[] signature) => Verify(input, 0, input.Length, signature, 0, signature.Length);

        public override bool Verify(byte[] input, int inputOffset, int inputLength, byte[] signature, int signatureOffset, int signatureLength) =>
            _key.Length == Ed25519.PublicKeySize
            && signatureLength == Ed25519.SignatureSize
            && Ed25519.Verify(signature, signatureOffset, _key, 0, input, inputOffset, inputLength);

        protected override void Dispose(bool disposing)
        {
            // It holds nothing.
        }
    }
}
