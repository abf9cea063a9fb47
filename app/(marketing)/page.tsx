export default function LandingPage() {
  return <h1>Demystifying Python Memory</h1>
}
